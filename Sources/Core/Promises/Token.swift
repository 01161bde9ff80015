/// A word, a number or a sign, as what it means for promises.
struct Token {
  var kind: Kind
  /// Where it stands among the code points of the text.
  var place: Range<Int>

  enum Kind: Equatable {
    case number(Numeral)
    /// `15th`, `fifteenth`.
    case ordinal(Int)
    /// `12/15`, `2026-12-15`: which of two numbers is the month depends on the language.
    case date(year: Int?, Int, Int)
    /// Today is 0.
    case day(Int)
    case days(Int, Int)
    /// Money at once: the day of the call, if it is paid.
    case now
    /// 1 Monday; `week` is 0 for this week, nil for a bare one.
    case weekday(Int, week: Int?)
    /// The last Friday of a month.
    case lastWeekday(Int)
    case week(Int)
    case weekend(Int)
    case month(Int)
    case year(Int)
    case monthName(Int)
    case part(Part)
    /// 初, 底: a part when a month stands before it.
    case suffix(Part)
    case unit(Unit)
    case feast(Feast)
    /// 年前, 年后 and 过完年: the feast with its modifier.
    case feastWith(Feast, Modifier)
    case lunarMonth(Int)
    case holiday
    case every
    /// 点, pm, at noon.
    case hour
    case daypart
    case article
    case of
    case leading(Modifier)
    case trailing(Modifier)
    case to
    case or
    case and
    case money(Int64)
    case currency
    case bound(Bound)
    case share
    case speech(Speech)
    case stop(Stop)
    case neutral
    case other
  }

  /// Parts of a month.
  enum Part { case begin, first, middle, last, end, yearEnd, weekEnd, firstWeek, lastWeek, lastWorkday }
  enum Unit {
    case dayMark, monthMark, yearMark, days, weeks, fortnights, months, years, workdays, hours, minutes, halfMonth, halfYear, pieces,
      instalment
  }
  enum Modifier { case before, by, after, around, within, during, from, ago, between, at, later, returned }
  enum Bound { case least, most, over }
  enum Stop { case comma, sentence, question }

  /// What is done with the words around a day and an amount.
  enum Speech {
    /// Money is paid. `weakPay`: it may be (给, do), if there is an amount or nothing else is said.
    case pay, weakPay
    /// Not done. `denyState` ends what was said before a next day: 没钱，下周还.
    case deny, denyState
    /// Asked; asked, if nothing else says that he promises (是吧).
    case ask, tag
    case past, call, gate, doubt, vague, putOff
    case me, you, third, say, retold
    /// Puts right what was said before; begins a new thought; begins another promise.
    case correction, contrast, rest
    /// 还了: done, or to be done. Something else is on that day.
    case done, event
    /// He calls, or sends money: 打过来.
    case callsOrPays
    /// 再说: he thinks of it again on a day.
    case again
    /// 15号才有钱: a day on which he can pay; without one it is vague.
    case hasMoney
    case owes, wages, wagesCame, raise
    /// Wages as a noun; with `wagesCame` it is payday. Each of several. Another debt than this. “With what?”
    case salary, each, otherDebt, cannot
    /// “If”, which payday does not lift. 让, 叫: somebody is to do it.
    case condition, makes
    /// Perhaps long off, unless a day is named. 还的: done, unless 会 says that it will be. Who pays wages.
    case sometime, did, will, employer
    /// The number behind it is a card's.
    case card
    /// 还不上我跟你姓: what shall be done to him if he does not pay.
    case oath
  }
}

/// A number as people say it: an amount or a count, in hundredths.
struct Numeral: Equatable {
  var least: Int64
  var most: Int64
  /// 两千多: more than that.
  var isOver = false
  /// 几, 来, few: not to be counted with.
  var isVague = false
  /// Has a hundred, a thousand, k: an amount even without a currency.
  var isLarge = false
  /// Written in digits with a point: `12.15` may be a date.
  var dotted: Pair?
  /// 十一: may be the National Day.
  var isBareEleven = false
  var isTelephoneLong = false

  struct Pair: Equatable {
    var first: Int
    var second: Int
  }

  /// The one whole number it is; nil for a span and a fraction.
  var count: Int? { least == most && !isOver && !isVague && least % 100 == 0 ? Int(least / 100) : nil }

  init(_ least: Int64, _ most: Int64? = nil) {
    self.least = least
    self.most = most ?? least
  }
}
