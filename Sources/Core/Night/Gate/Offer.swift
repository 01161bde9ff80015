/// What the gate lets through: who wants somebody and who may take it, the places given beforehand, and the accounts the requests count in.
struct Offer {
  let requests: Requests
  let placement: Placement
  let book: AccountBook

  init(_ standing: Standing) {
    var requests = Requests(standing)
    let groups = requests.group(standing)
    placement = Placement(groups, requests, standing)
    book = AccountBook(requests.requests, standing)
    self.requests = requests
  }
}
