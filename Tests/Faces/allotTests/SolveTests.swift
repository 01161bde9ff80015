import Testing
import Wire

/// `allot solve` on instance files, through the executable.
@Suite struct SolveTests {
  /// Two equal people of one team with two places each, and cases alike: who may take what is all there is to decide.
  private func instance(policy: String? = nil, cases: String? = nil) throws -> Scratch {
    let scratch = try Scratch()
    _ = try scratch.write(
      "policy.json",
      policy
        ?? """
        {"effort": [1, 2], "load_weights": {"abnormal": 1, "normal": 1, "cooperative": 1, "uncooperative": 1}, "capacity_per_fte": 100,
         "saturation_discount": 0.5, "saturation_max": 0.9, "w_fair": 1, "w_amount": 1, "w_util": 1, "w_quota": 20, "unassigned_penalty": 200,
         "priority_step": 1, "amount_unit_cents": 100000, "amount_winsor_units": 20, "and": "more"}
        """)
    _ = try scratch.write("teams.csv", "team_id,quota_ppm\n0,1000000\n")
    _ = try scratch.write(
      "collectors.csv",
      """
      collector_id,team_id,attr_mask,fte,cap_cases,cap_amount_cents,n_abnormal,n_normal,n_cooperative,n_uncooperative,saturation,rho_pm_0,rho_pm_1
      0,0,3,1.0,2,0,0,0,0,0,0.0,500,500
      1,0,1,1.0,2,0,0,0,0,0,0.0,500,500

      """)
    _ = try scratch.write(
      "cases.csv",
      cases
        ?? """
        case_id,amount_cents,cls,req_mask,priority,group_id
        0,100000,0,1,0,-1
        1,100000,0,1,0,-1
        2,100000,0,2,0,7
        3,100000,0,2,0,7
        4,100000,0,4,0,-1

        """)
    _ = try scratch.write("exclusions.csv", "case_id,collector_id\n0,0\n")
    return scratch
  }

  @Test func whoMayTakeWhatDecidesAndTheSameBytesComeAgain() async throws {
    let scratch = try instance()
    var plans: [String] = []
    for arguments in [["--threads", "1"], ["--threads", "2"], ["--warm", scratch.path + "/plan"]] {
      let output = scratch.path + (arguments.first == "--warm" && arguments.last == scratch.path + "/plan" ? "/again" : "/plan")
      let result = try await Tool.run(["solve", scratch.path, "--output", output] + arguments)
      #expect(result.status == 0, "\(result.errors)")
      #expect(result.output.contains(#""unassigned_cases": 1,"#))
      #expect(result.output.contains(#""bound": "#) && !result.output.contains("null"))
      plans.append(Child.text(output + "/assignment.csv"))
    }
    // Case 4 asks for what nobody has; 2 and 3 belong together and only 0 may take them; the others are left for 1.
    #expect(plans == [String](repeating: "case_id,collector_id\n0,1\n1,1\n2,0\n3,0\n4,-1\n", count: 3))
  }

  @Test func wrongInputIsNamedWithItsPlaceAndWritesNothing() async throws {
    let head = "case_id,amount_cents,cls,req_mask,priority,group_id\n"
    let wrong: [(Scratch, [String], Int32, String)] = [
      (try instance(cases: head + "0,100000,0,1,0,-1\n1,much,0,1,0,-1\n"), [], 65, "cases.csv:3: expected a whole number in amount_cents"),
      (try instance(cases: head + "0,100000,9,1,0,-1\n"), [], 65, "cases.csv:2"),
      (try instance(cases: "case_id,cls\n0,0\n"), [], 65, "cases.csv:1"),
      (try instance(policy: #"{"effort": [1]}"#), [], 65, "policy.json: not a policy of an instance: “load_weights” is missing"),
      (try instance(policy: #"{"effort": "much"}"#), [], 65, "“effort” is no value of the right kind"),
      (try instance(policy: "effort"), [], 65, "it is no JSON"),
      (try instance(), ["--warm", "/nonexistent/plan"], 66, "/nonexistent/plan/assignment.csv"),
      (try instance(), ["--threads", "0"], 64, "--threads must be 1"),
    ]
    for (scratch, arguments, status, words) in wrong {
      let output = scratch.path + (arguments.first == "--warm" && arguments.last == scratch.path + "/plan" ? "/again" : "/plan")
      let result = try await Tool.run(["solve", scratch.path, "--output", output] + arguments)
      #expect(result.status == status, "\(words): \(result.errors)")
      #expect(result.errors.contains(words), "\(result.errors)")
      #expect(result.output.isEmpty && Child.text(scratch.path + "/plan/assignment.csv").isEmpty)
    }
    let missing = try await Tool.run(["solve", "/nonexistent/instance", "--output", "/nonexistent/plan"])
    #expect(missing.status == 66 && missing.errors.contains("/nonexistent/instance/policy.json"))
  }
}
