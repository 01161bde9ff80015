package import Desks
import Figures
import Portfolio
import Schema
package import Speech
import Views
import Wire
import Words

extension Answer {
  /// What a person got of a run, and why so few or so many; sentences of the JSON are in `language`.
  package static func night(_ story: CollectorStory, _ language: Language) -> Answer {
    let told = ToldNight(run: story.run, told: story.told)
    return Answer(told.json(language)) { told.text($0) }
  }
}

private struct ToldNight: Sendable {
  let run: ShownRun
  let told: CollectorNightText

  func text(_ style: AnswerStyle) -> String {
    let head = Wording("\(told.night.code) in \(run.title.en)", "\(told.night.code)，\(run.title.zh)")
    return ([style.say(head)] + told.lines(style.language).map { "  " + $0 }).joined(separator: "\n") + "\n"
  }

  func json(_ language: Language) -> JSON {
    let night = told.night
    let numbers: [(String, JSON)] = [
      ("got", .integer(night.got)),
      ("got_amount", .integer(night.gotAmount)), ("moved_in", .integer(night.ofThemMoved)), ("taken", .integer(night.taken)),
      ("share", JSON(told.share)), ("reason", .string(told.reason(language))), ("median_got", .integer(told.median(\.got))),
      ("room", .integer(night.room)), ("closed_by", .string(night.closedBy.word)),
      ("next_present", .day(night.nextPresent)), ("cases_before", .integer(night.before)),
      ("capacity_seconds", .integer(night.capacitySeconds)),
      ("median_capacity_seconds", .integer(told.median(\.capacitySeconds))), ("effort_seconds", .integer(night.effortSeconds)),
      ("load_permille", JSON(night.loadBeforePerMille)), ("median_load_permille", .integer(told.median(\.loadBeforePerMille))),
      ("saturation_permille", .integer(night.saturationPermille)),
      ("score_permille", CollectorLoads.isAbsent(night.score) ? .null : .integer(night.score)),
      ("eligible_for", JSON(night.eligibleFor)), ("second", JSON(night.second)), ("cheaper_but_full", JSON(night.missed)),
      ("place_worth", JSON(night.placeWorth)), ("month_after_1024ths", JSON(night.monthAfter)),
      ("month_share_1024ths", JSON(night.monthShare)),
      ("text", .array(told.lines(language).map { .string($0) })),
    ]
    return .object([("collector", .string(night.code))] + run.members + numbers)
  }
}
