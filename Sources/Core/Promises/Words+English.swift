/// English words and phrases by what they mean here; phrases are parted by commas. The longest phrase at a place counts.
enum EnglishWords {
  typealias Entry = (words: String, kind: Token.Kind)

  static let days: [Entry] = [
    ("today, tonight, this evening, this afternoon, this morning, later today", .day(0)), ("tomorrow, tomorrow night, tmr, tmrw", .day(1)),
    ("the day after tomorrow, day after tomorrow", .day(2)), ("yesterday, the other day", .speech(.past)),
    ("now, right now, right away, immediately, straight away, at once", .now),
    ("this week", .week(0)),
    ("next week", .week(1)),
    ("the week after next", .week(2)),
    ("this weekend, the weekend, weekend", .weekend(0)),
    ("next weekend", .weekend(1)), ("this month", .month(0)), ("next month", .month(1)), ("the month after next", .month(2)),
    ("this year", .year(0)), ("next year", .year(1)),
    (
      """
      end of the month, the end of the month, month end, last day of the month, the last day of the month, last day of this month, the last day of this month, the end of this month, end of this month, end of month, eom
      """, .part(.end)
    ),
    ("end of the year, the end of the year, end of year, year end, years end, year's end, the end of this year", .part(.yearEnd)),
    ("end of week, eow, the end of the week, end of the week, the end of this week, end of this week", .part(.weekEnd)),
    ("the middle of the month, middle of the month, mid month", .part(.middle)),
    ("beginning of the month, the beginning of the month, start of the month, the start of the month", .part(.begin)),
    ("early, beginning of, the beginning of, the start of, start of, early in", .suffix(.begin)),
    ("mid, middle of, the middle of", .suffix(.middle)),
    ("late, late in", .suffix(.last)), ("first week of, the first week of, first week in, the first week in", .suffix(.firstWeek)),
    ("last week of, the last week of, last week in, the last week in", .suffix(.lastWeek)),
    ("first week of the month, the first week of the month", .part(.firstWeek)),
    ("last week of the month, the last week of the month", .part(.lastWeek)),
    ("end of, the end of, last day of, the last day of, last day in", .suffix(.end)),
    ("day, days, more days, more day", .unit(.days)),
    ("week, weeks, more weeks, more week", .unit(.weeks)),
    ("month, months, more months, more month", .unit(.months)),
    ("year, years", .unit(.years)),
    ("time, times", .unit(.pieces)),
    ("business day, business days, working day, working days, workdays", .unit(.workdays)),
    ("hour, hours", .unit(.hours)),
    ("minute, minutes", .unit(.minutes)),
    (
      "end of day, the end of the day, eod, end of business, noon, midday, midnight, close of business, cob, pm, am, a.m., p.m., o'clock",
      .hour
    ),
    ("morning, afternoon, evening, night", .daypart),
    ("every, each, per, a month each, monthly, weekly", .every), ("a, an, one", .article), ("of", .of),
  ]

  static let feasts: [Entry] = [
    ("new year's eve, new years eve", .feast(.newYearsEve)),
    (
      "first of the year, the first of the year, new year's day, new years day, new year's, new year, the new year, new years",
      .feast(.newYear)
    ),
    ("valentine's day, valentines day, valentine's", .feast(.valentine)),
    ("good friday", .feast(.goodFriday)),
    ("easter, easter sunday", .feast(.easter)),
    ("veterans day, veteran's day", .feast(.usVeterans)), ("labor day, labour day", .feast(.usLabor)),
    ("memorial day", .feast(.usMemorial)), ("black friday", .feast(.blackFriday)), ("halloween", .feast(.halloween)),
    ("the fourth of july, fourth of july, 4th of july, independence day", .feast(.usIndependence)), ("boxing day", .feast(.boxing)),
    ("thanksgiving, thanksgiving day", .feast(.thanksgiving)),
    ("christmas eve", .feast(.christmasEve)),
    ("christmas, christmas day, xmas", .feast(.christmas)),
    ("chinese new year, lunar new year, spring festival", .feast(.spring)), ("after the holiday", .holiday),
  ]

  static let modifiers: [Entry] = [
    ("before, prior to, ahead of", .leading(.before)),
    ("by, until, till, no later than, not later than, at the latest by, on or before, til", .leading(.by)),
    ("after, following, past", .leading(.after)),
    ("around, about, roughly, approximately, somewhere around,", .leading(.around)),
    (
      """
      within, within the next, in the next, give me, gimme, i need, need another, give me another, i need another, another, \
      over the next, during the next, inside
      """, .leading(.within)
    ), ("in", .leading(.at)), ("in about, in around, in roughly", .leading(.around)),
    ("between", .leading(.between)),
    ("from", .trailing(.from)),
    ("or so, give or take", .trailing(.around)),
    ("from now, from today, later, hence, from this day", .trailing(.later)),
    ("at the latest", .trailing(.by)), ("ago", .trailing(.ago)), ("to, through, thru", .to), ("or", .or), ("and", .and),
    ("dollar, dollars, buck, bucks, usd, quid, pounds", .money(100)), ("cents, cent", .money(1)),
    ("at least, no less than, a minimum of, minimum", .bound(.least)), ("more than, over, upwards of", .bound(.over)),
    ("at most, up to, no more than, less than, a maximum of", .bound(.most)),
    (
      """
      half, in full, the whole thing, all of it, everything, part of it, some of it, the full amount, the whole balance, \
      whole balance, the full balance, the balance, a third, percent
      """, .share
    ),
  ]

  static let deeds: [Entry] = [
    (
      """
      pay, get that paid, get it paid, get this paid, get that taken care of, get it taken care of, send, settle, transfer, clear, wire, deposit, have it paid, get paid off, make a payment, make the payment, \
      take care of it, take care of this, take care of, get it done, get your money, it'll be paid, will be paid, \
      it will be paid, have your money, you'll have it, you will have it, you'll have your money, you'll get it, you'll get your money, you'll get paid, expect it, expect payment, expect the money, \
      the money will be there, money will be there, the money'll be there, it'll be there, it will be there, payment will be there, have it, have the money, get it to you, put down, drop off, mail, catch up, \
      pay off, pay it off, zelle, venmo, cash app, paypal, paying, sending, be paid, have it for you, have it all, \
      run my card, charge my card, charge it, take it out, take that out, pull it from, run it, hit my card, draft it, debit, process it, set it up, schedule it, set up a payment, start with, have it to you
      """, .speech(.pay)
    ),
    ("expect, commit to, commit, do, give, get, put, take, bring, have, manage, swing, come up with", .speech(.weakPay)),
    (
      """
      not, can't, cannot, cant, won't, wont, don't, dont, didn't, couldn't, never, no way, unable, refuse, not able, isn't, \
      doesn't, ain't, wouldn't, not going to, nothing, no money
      """, .speech(.deny)
    ),
    (
      """
      not refusing, not saying no, no problem, don't worry, not a problem, no worries, no later, can't wait, don't call
      """, .neutral
    ),
    (
      """
      can i, could i, would, do you, what, what if, why, how about, is it, may i, would it, could you, can you, should i, \
      how much, how, when can, when do, when should, does, which, am i, shall i, can we, could we, is that okay, \
      is that ok, is that alright, is that all right, is that fine
      """, .speech(.ask)
    ),
    (
      """
      i was told, told them, told him, told her, paid, sent, last, already, made a payment, was going to, transferred, was, settled, \
      mailed, were, did, used to, had
      """, .speech(.past)
    ),
    (
      """
      call, call me, call me back, call back, ring, talk, phone, speak, text, email, reach me, get back to you, contact, \
      let you know, discuss, ring me
      """, .speech(.call)
    ),
  ]

  static let speech: [Entry] = [
    ("send me, mail me, email me, text me, bring me", .speech(.call)),
    ("if, unless, provided, depending, depends, assuming", .speech(.condition)),
    ("when, once, as soon as, whenever, the second i, the second my, the moment", .speech(.gate)),
    ("maybe, might, perhaps, possibly, i guess, i may, may be able, not sure, probably, hopefully, i hope, may", .speech(.doubt)),
    (
      """
      before the holidays, after the holidays, over the holidays, around the holidays, soon, in a few days, as soon as i can, as soon as possible, asap, when i have it, when i can, whenever i can, \
      in a couple of days, in a couple days, someday, eventually, in a while, every other, a couple of days, a few days, \
      the week after, the weekend after, the week of, the week before
      """, .speech(.vague)
    ),
    ("we'll see, i'll see, let me see, see if, see what i can, think about it, see how", .speech(.putOff)),
    ("i only have, i have only, i just have, i, i'm, i'll, i've, i'd, we, we'll, we're, me, my", .speech(.me)),
    ("you, your", .speech(.you)),
    (
      """
      my husband, my wife, my son, my daughter, my mother, my mom, my father, my dad, my brother, my sister, my friend, \
      my lawyer, my partner, my boyfriend, my girlfriend, he, she, they, he's, she's, they're, he'll, she'll, they'll, \
      your colleague, your coworker, your co-worker, the other guy, the other lady, the last guy, your company, your guy, your agent, his, her, my ex, my parents, my landlord, somebody, someone, \
      the court, the bank, he'd, she'd
      """, .speech(.third)
    ),
    ("my boss, my job, my company, work, my employer", .speech(.employer)),
    ("said, says, told, tells, say, told me, saying", .speech(.say)),
    (
      "i said, i told you, i told your, i already told, i've already told, i already said, i've already said, i already told you, i've told you, like i said, as i said, i say, i'd say",
      .speech(.retold)
    ),
    ("let's say, say about", .neutral),
    ("no wait, wait, wait no, i mean, scratch that, correction, sorry, actually no, make that", .speech(.correction)),
    ("but, however, so, and i'll, and i will, and i can, and then i'll", .speech(.contrast)),
    ("the rest, rest, remainder, the remainder, the remaining, the other half", .speech(.rest)),
    ("owe, owed, owes, interest", .speech(.owes)),
    ("ending in, ending, card number, account, account ending, account ending in, reference, ref", .speech(.card)),
    (
      """
      getting paid, be getting paid, get paid, gets paid, payday, pay day, paycheck, paycheque, get my check, get my paycheck, get my wages, \
      get my salary, my check comes, salary, my pay comes, i'm paid, paycheck comes, pays me, pay me, paying me, they pay me
      """, .speech(.wages)
    ),
    ("rent, my rent, mortgage, car payment, electric bill, tuition, child support, other bills", .speech(.otherDebt)),
    (
      """
      next one is, the next one is, next one's, expecting, should be here, should come, comes in, coming in, is coming, arrives, clears, should clear, refund comes, it comes, comes on, it hits, hits, lands, drops, goes in, gets deposited, direct deposit, \
      go to the bank, cash my check, get the money
      """, .speech(.raise)
    ),
  ]

  static let neutral = """
    is all i've got, is all i got, is all i have, is all i can do, all i've got, all i got, all i have, all i can do, help me, helping me, which is, i'm thinking, thinking, thinking about, thinking of, need, gonna need, hoping, i'm hoping, either, if that's okay, if that's ok, if that works, if that's alright, if that's all right, \
    if that's fine, would work, will work, should work, \
    something, a little something, the whole, whole, the full, full, for sure, no doubt, guaranteed, a hundred percent, hundred percent, \
    one hundred percent, count on it, you have my word, my word, man of my word, that's a promise, mark it down, write it down, deal, sounds good, \
    good for it, got it, i understand, i understand that, i know, i hear you, thing, the thing is, actually, basically, somehow, will, it's gonna be, it's going to be, that'll, that'd, gonna be, going to be, one on, another on, another one on, one payment, one payment of, a payment of, two payments, two payments of, three payments of, one more payment, let's, is when i can, is when i can pay, is when i can do it, what i can, what i have, what i owe, whatever i can, \
    the earliest, earliest, the soonest, soonest, somewhere, i swear, swear, on my kids, was thinking of, was thinking, \
    i was thinking, i was thinking of, was hoping, sometime, it'll, it'll be, they'll have, in about, about in, can, the, a, an, \
    on, at, it, that, this, them, then, for, you, ok, okay, yes, yeah, yep, sure, fine, alright, all right, um, uh, er, hmm, \
    well, like, you know, just, going to, gonna, be, able, able to, should, should be able to, try, try to, trying to, plan to, \
    promise, promise to, definitely, certainly, absolutely, is, are, works, good, works for me, i think, i believe, me down, \
    could, let, let me, money, payment, payments, amount, mine, please, thanks, thank you, sir, ma'am, as, with, starting, \
    starting on, beginning, all, want, want to, pay date, date, have to, really, honestly, look, listen, hello, hi, hey, \
    and then, also, again, too, him, only, some, bit, set, me, make, check, cash, first thing, at first
    """

  static let months = [
    "january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug", "september sep sept",
    "october oct", "november nov",
    "december dec",
  ]
  static let weekdays = [
    "monday mon mondays", "tuesday tue tues", "wednesday wed weds", "thursday thu thur thurs", "friday fri fridays", "saturday", "sunday",
  ]
  static let ordinals = [
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth", "thirteenth",
    "fourteenth", "fifteenth",
    "sixteenth", "seventeenth", "eighteenth", "nineteenth", "twentieth", "twenty first", "twenty second", "twenty third", "twenty fourth",
    "twenty fifth",
    "twenty sixth", "twenty seventh", "twenty eighth", "twenty ninth", "thirtieth", "thirty first",
  ]
}
