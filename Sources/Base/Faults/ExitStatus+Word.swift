extension ExitStatus {
  /// What programs tell errors apart by, beside the number: of the command line and of the API.
  package var word: String {
    switch self {
    case .success: "done"
    case .usage: "usage"
    case .dataError: "data"
    case .noInput: "no_input"
    case .unavailable: "unavailable"
    case .software: "software"
    case .cannotCreate: "cannot_create"
    case .ioError: "io_error"
    case .temporary: "temporary"
    case .noPermission: "no_permission"
    case .configuration: "configuration"
    }
  }
}
