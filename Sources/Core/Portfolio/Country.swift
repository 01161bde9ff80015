/// The countries whose ways of writing telephone numbers are known. Raw values are the words of files: ISO 3166 in lower case.
package enum Country: String, CaseIterable, Sendable {
  case cn, hk, mo, tw, sg, my, th, vn, ph, id, jp, kr, `in`, au, gb, us, ca
}
