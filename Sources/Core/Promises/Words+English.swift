/// English words and phrases by what they mean here; phrases are parted by commas. The longest phrase at a place counts.
enum EnglishWords {
  typealias Entry = (words: String, kind: Token.Kind)

  static let days: [Entry] = [
    ("tomorrow or the day after, tomorrow or the next day", .days(1, 2)),
    ("today, tonight, this evening, this afternoon, this arvo, this morning, later today, today itself", .day(0)),
    ("tomorrow, tomorrow night, tmr, tmrw, tomoro, tommorow, tomorow", .day(1)),
    ("the day after tomorrow, day after tomorrow", .day(2)), ("yesterday, the other day", .speech(.past)),
    (
      "now, right now, right away, immediately, straight away, straightaway, at once, this minute, right this minute, this second, right this second",
      .now
    ),
    ("this week", .week(0)),
    ("next week", .week(1)),
    ("the week after next", .week(2)),
    ("this weekend, the weekend, weekend", .weekend(0)),
    ("next weekend", .weekend(1)), ("this month", .month(0)), ("next month", .month(1)), ("the month after next", .month(2)),
    ("this year", .year(0)), ("next year", .year(1)),
    (
      """
      end of the month, the end of the month, month end, last day of the month, the last day of the month, last day of this month, the last day of this month, the end of this month, end of this month, end of month, eom, \
      month's end, the month's end, months end, the month end, last of the month, the last of the month
      """, .part(.end)
    ),
    ("end of the year, the end of the year, end of year, year end, years end, year's end, the end of this year", .part(.yearEnd)),
    ("end of week, eow, the end of the week, end of the week, the end of this week, end of this week", .part(.weekEnd)),
    ("the middle of the month, middle of the month, mid month", .part(.middle)),
    (
      "last working day of the month, the last working day of the month, last business day of the month, the last business day of the month",
      .part(.lastWorkday)
    ),
    ("beginning of the month, the beginning of the month, start of the month, the start of the month", .part(.begin)),
    ("early, beginning of, the beginning of, the start of, start of, early in", .suffix(.begin)),
    ("mid, middle of, the middle of", .suffix(.middle)),
    (
      "last working day of, the last working day of, last business day of, the last business day of, last working day in, the last working day in",
      .suffix(.lastWorkday)
    ),
    ("late, late in", .suffix(.last)), ("first week of, the first week of, first week in, the first week in", .suffix(.firstWeek)),
    ("last week of, the last week of, last week in, the last week in", .suffix(.lastWeek)),
    ("first week of the month, the first week of the month", .part(.firstWeek)),
    ("last week of the month, the last week of the month", .part(.lastWeek)),
    ("end of, the end of, last day of, the last day of, last day in", .suffix(.end)),
    ("day, days, more days, more day, days time, day's time", .unit(.days)),
    ("week, weeks, more weeks, more week, week's, week's time, weeks time", .unit(.weeks)),
    ("fortnight, fortnights, fortnight's", .unit(.fortnights)),
    ("month, months, more months, more month, month's, month's time, months time", .unit(.months)),
    ("year, years", .unit(.years)),
    ("time, times", .unit(.pieces)),
    ("emi, emis, instalment, instalments, installment, installments", .unit(.instalment)),
    ("business day, business days, working day, working days, workdays", .unit(.workdays)),
    ("hour, hours", .unit(.hours)),
    ("minute, minutes", .unit(.minutes)),
    (
      "end of day, the end of the day, eod, end of business, noon, midday, midnight, close of business, cob, close of play, close of banking, pm, am, a.m., p.m., o'clock",
      .hour
    ),
    (
      """
      morning, afternoon, arvo, evening, night, after work, when i get off work, when i finish work, when i get home, when i get in, on my lunch, on my lunch break, \
      at lunch, on my break
      """, .daypart
    ),
    ("every, each, per, a month each, monthly, weekly", .every), ("a, an, one", .article), ("of", .of),
  ]

  static let feasts: [Entry] = [
    ("new year's eve, new years eve", .feast(.newYearsEve)),
    (
      "first of the year, the first of the year, new year's day, new years day, new year's, new year, the new year, new years",
      .feast(.newYear)
    ),
    ("valentine's day, valentines day, valentine's", .feast(.valentine)),
    ("presidents day, presidents' day, president's day", .feast(.usPresidents)), ("columbus day", .feast(.usColumbus)),
    ("juneteenth", .feast(.juneteenth)),
    ("martin luther king day, martin luther king jr day, mlk day", .feast(.usKing)), ("easter monday", .feast(.easterMonday)),
    ("good friday", .feast(.goodFriday)),
    ("easter, easter sunday", .feast(.easter)),
    ("veterans day, veteran's day", .feast(.usVeterans)), ("labor day, labour day", .feast(.usLabor)),
    ("memorial day", .feast(.usMemorial)), ("black friday", .feast(.blackFriday)), ("halloween", .feast(.halloween)),
    ("the fourth of july, fourth of july, 4th of july", .feast(.usIndependence)), ("boxing day", .feast(.boxing)),
    ("thanksgiving, thanksgiving day", .feast(.thanksgiving)),
    ("christmas eve", .feast(.christmasEve)),
    ("christmas, christmas day, xmas", .feast(.christmas)),
    ("chinese new year, lunar new year, spring festival", .feast(.spring)), ("after the holiday", .holiday),
  ]

  static let modifiers: [Entry] = [
    ("before, prior to, ahead of", .leading(.before)),
    (
      "by, until, till, no later than, not later than, at the latest by, on or before, til, latest by, by latest, at latest by, up until, wait till, wait until, give me time till, give me time until, give us time till, as late as",
      .leading(.by)
    ),
    (
      "after, following, past, right after, just after, straight after, directly after, soon after, shortly after, immediately after, any day after, any time after, anytime after, sometime after, some time after",
      .leading(.after)
    ),
    ("around, about, roughly, approximately, somewhere around,", .leading(.around)),
    (
      """
      within, within the next, in the next, give me, gimme, give us, allow me, bear with me for, wait for, please wait, please wait for, kindly wait, kindly wait for, i'll need, i will need, i'd need, i just need, \
      i'm gonna need, i'm going to need, i need, need another, give me another, i need another, another, \
      over the next, during the next, inside of, inside
      """, .leading(.within)
    ), ("in", .leading(.at)), ("in about, in around, in roughly", .leading(.around)),
    ("between", .leading(.between)),
    ("from", .trailing(.from)),
    ("or so, give or take", .trailing(.around)), ("tops, max, at most", .trailing(.within)),
    ("from now, from today, later, hence, from this day", .trailing(.later)),
    ("at the latest, at the very latest, latest, at latest, or before, or sooner, or earlier", .trailing(.by)), ("ago", .trailing(.ago)),
    ("to, through, thru", .to), ("or", .or), ("and", .and),
    ("dollar, dollars, buck, bucks, usd, quid, pound, pounds, rupee, rupees, euro, euros", .money(100)), ("cents, cent, pence", .money(1)),
    ("rs, inr", .currency),
    ("at least, no less than, a minimum of, minimum", .bound(.least)), ("more than, over, upwards of", .bound(.over)),
    ("up to, no more than, less than, a maximum of", .bound(.most)),
    (
      """
      half, in full, the whole thing, all of it, everything, part of it, some of it, the full amount, the whole balance, \
      whole balance, the full balance, the balance, a third, percent, \
      whatever's left, whatever is left, what's left, whatever i have left, the lot, the whole lot, the full payment, full payment, the minimum, minimum payment, \
      the minimum payment, the past due amount, the past due, the arrears, the outstanding amount, most of it, a bit of it, a little bit, a little, a bit, whatever i've got, whatever i've got left, what i've got, what i've got left
      """, .share
    ),
  ]

  static let deeds: [Entry] = [
    (
      """
      pay, get that paid, get it paid, get this paid, get that taken care of, get it taken care of, send, settle, transfer, clear, wire, deposit, have it paid, get paid off, make a payment, make the payment, \
      take care of it, take care of this, take care of, get it done, get your money, it'll be paid, will be paid, \
      it will be paid, have your money, you'll have it, you will have it, you'll have your money, you'll get it, you'll get your money, you'll get paid, get yours, expect it, expect payment, expect the money, \
      the money will be there, money will be there, the money'll be there, it's coming, it is coming, it's on its way, money's coming, the money's coming, it'll be there, it will be there, money order, get a money order, send a money order, a money order, double up, pay double, resubmit it, resubmit, retry it, overnight it, pay it down, chip in, kick in, throw in, toss in, toss you, fork over, hand over, cough up, stump up, front you, lodge it, lodge, pop in and pay, stop by and pay, swing by and pay, stop in and pay, come in and pay, come by and pay, walk in and pay, \
      make good, make good on it, make it right, make this right, zero it out, wipe it out, wipe it clean, get you squared away, squared away, put toward, put towards, put something toward, apply, contribute, make arrangements, wire it, ach it, autopay, auto pay, auto debit, swipe, phone it in, use the card on file, use my card, use that card, bring the money, bring it in, bring you the money, bring cash, bring the cash, \
      drop it off, drop the money off, drop the check off, drop the payment off, authorize, authorise, post date, postdate, post dated check, postdated check, get rid of it, get it over with, get it handled, handle it, handle that, handle this, deal with it, get it cleared, have it cleared, have it settled, have it done, have it in, have it sorted, have it there, get it there, see to it, finalize, finalise, complete it, complete the payment, initiate, initiate it, do a transfer, make a transfer, put a transfer through, transfer it, do a bank transfer, standing order, direct debit, \
      payment will be there, have it, have the money, get it to you, put down, drop off, mail, catch up, \
      pay off, pay it off, zelle, venmo, cash app, paypal, paying, sending, be paid, have it for you, have it all, \
      run my card, charge my card, charge it, run the card, run that card, run the payment, run it through, run it again, try the card, try my card, \
      charge the card, charge that card, hit the card, take the payment, take it off my card, take it off the card, put it through, put it on my card, put it on the card, \
      process the payment, process that, process payment, pull the payment, pull the money, \
      chuck you, sling you, shoot you, slip you, flick you, throw you, bpay, e transfer, etransfer, see you right, fix you up, sort you out, go out on, goes out on, \
      due to go out, go to western union, western union, moneygram, sort it, sort it out, sort this, sort this out, sort that, sort that out, get it sorted, get this sorted, get that sorted, square it, square it up, square up, \
      knock it out, knock that out, do the needful, arrange, remit, bung you, bung it, ping it, ping you, ping it over, drop you, gpay, phonepe, get it in, get that in, \
      get it over to you, get that over to you, get it over, get that over, get that to you, get you the money, get you your money, get you paid, get something to you, \
      get something over, get something in, bring it current, get current, get caught up, be caught up, bring my account current, bring the account current, \
      call it in, call in a payment, call in my payment, call and pay, call in and pay, call to pay, ring and pay, ring up and pay, phone up and pay, \
      doing it now, doing it right now, do it now, do it right now, finish it, finish it off, finish paying, cover, you can have, you can take it, close the loan, close my loan, close this loan, close the account, \
      get a check, write you a check, write a check, cut you a check, drop a check, put a check in the mail, get a cheque, write you a cheque, \
      coming out of my account, comes out of my account, come out of my account, goes out of my account, go out of my account, coming out on, comes out on, come out on, \
      make that payment, make my payment, make one payment, make another payment, make full payment, do payment, be cleared, it'll be cleared, it will be cleared, it'll be settled, it'll be sorted, it'll be done, be settled, be sorted, \
      scheduled for, set up for, all set for, booked for, booked in for, lined up for, queued up for, set to go out, going out on, go through, clear on, post on, hit your account, in your account, on its way to you, get credited, be credited, take it out, take that out, pull it from, run it, hit my card, draft it, debit, process it, set it up, schedule it, set up a payment, start with, have it to you
      """, .speech(.pay)
    ),
    (
      "pop, stick, whack, lob, lump, drop, fire, pass, expect, commit to, commit, do, give, get, put, take, bring, have, manage, swing, come up with, scrape together, scrape up, rustle up",
      .speech(.weakPay)
    ),
    (
      """
      hold off, hold off on, not, haven't, havent, hasn't, can't, cannot, cant, won't, wont, don't, dont, didn't, couldn't, never, no way, unable, i wish, wish, would love to, i'd love to, would have, would've, could have, could've, refuse, not able, isn't, \
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
      can i, could i, would, do you, what, what if, why, how about, is it, when did, may i, would it, could you, can you, should i, \
      how much, how, when can, when do, when should, does, which, am i, shall i, can we, could we, is that okay, \
      is that ok, is that alright, is that all right, is that fine
      """, .speech(.ask)
    ),
    (
      """
      i was told, told them, told him, told her, paid, sent, last, already, made a payment, was going to, transferred, was, settled, \
      mailed, were, did, used to, had, went, thought, assumed, figured, gone through, gone out, came out, have paid, has been
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
    (
      "knock off, knock it down, waive, lower it, reduce it, come down to, take off the fees, take off the interest, if, unless, provided, providing, depending, depends, assuming, as long as, so long as, subject to, in case, only if",
      .speech(.condition)
    ),
    (
      "selling my, sell my, selling the, sell the, i sell, refinance, refinancing, get a loan, get approved, gets approved, approved for, waiting for, waiting on, i'm waiting for, i'm waiting on, i am waiting for, i am waiting on, still waiting on, still waiting for, when, once, as soon as, soon as, just as soon as, the minute, whenever, the second i, the second my, the moment",
      .speech(.gate)
    ),
    (
      "maybe, might, perhaps, possibly, i guess, i may, may be able, not sure, probably, hopefully, i hope, may, fingers crossed, with any luck, all being well, potentially, not certain, no guarantee, no guarantees, can't guarantee",
      .speech(.doubt)
    ),
    (
      """
      at the earliest, at the very earliest, at earliest, christmas week, thanksgiving week, holiday week, before the holidays, after the holidays, over the holidays, around the holidays, no earlier than, not earlier than, not before, no sooner than, soon, in a few days, as soon as i can, as soon as possible, asap, when i have it, when i can, whenever i can, \
      in a couple of days, in a couple days, someday, eventually, in a while, every other, at some point, when i get a chance, when things pick up, when i get back on my feet, back on my feet, down the road, down the line, \
      one of these days, in due course, shortly, in a bit, in a little while, in a little bit, before long, in the near future, here and there, now and then, bit by bit, \
      in the new year, early in the new year, sometime in the new year, into the new year, midweek, the summer, summer, summertime, the autumn, springtime, \
      remembrance day, st patrick's day, st patricks day, paddy's day, anzac day, australia day, canada day, victoria day, bonfire night, \
      diwali, deepavali, holi, eid, pongal, onam, dussehra, navratri, puja, independence day, republic day, ramadan, \
      mother's day, mothers day, father's day, fathers day, tax season, tax time, tax day, super bowl, spring break, \
      a couple of days, a few days, \
      that weekend, that week, that month, spring, by spring, try again, trying again, the week after, the weekend after, the week of, the week before
      """, .speech(.vague)
    ),
    (
      "we'll see, i'll see, let me see, see if, see what i can, think about it, see how, see what happens, play it by ear", .speech(.putOff)
    ),
    ("i only have, i have only, i just have, i, i'm, i'll, i've, i'd, we, we'll, we're, me, my", .speech(.me)),
    ("you, your, you guys, you people, you lot, you folks, y'all, ya, ye", .speech(.you)),
    (
      """
      my husband, my wife, my son, my daughter, my mother, my mom, my father, my dad, my brother, my sister, my friend, \
      my lawyer, my partner, my boyfriend, my girlfriend, he, she, they, he's, she's, they're, he'll, she'll, they'll, \
      your colleague, your coworker, your co-worker, the other guy, the other lady, the last guy, your company, your guy, your agent, his, her, my ex, my parents, my landlord, somebody, someone, my mum, my mam, my ma, my bro, my uncle, my aunt, my auntie, my cousin, my nephew, my niece, my hubby, my missus, the missus, my other half, \
      my fella, friend, a friend, my buddy, a buddy, contractor, the contractor, tenant, my tenant, the buyer, my grandma, my grandmother, my nan, my gran, my grandfather, my pastor, my caseworker, my roommate, my flatmate, my fiance, my accountant, my solicitor, my attorney, \
      the lawyer, the other agent, the other representative, the last person, another agent, the previous agent, papa, mummy, my wife's brother, my husband's, \
      the court, the bank, he'd, she'd
      """, .speech(.third)
    ),
    ("my boss, my job, my company, work, my employer", .speech(.employer)),
    ("said, says, told, tells, say, told me, saying", .speech(.say)),
    (
      "i told the last lady, i told the last guy, i told the last person, i told your colleague, i told the other guy, i told the other lady, no i said, no i told you, i said, i told you, i told your, i already told, i've already told, i already said, i've already said, i already told you, i've told you, like i said, as i said, i say, i'd say",
      .speech(.retold)
    ),
    ("let's say, say about, call it, let's call it, we'll call it", .neutral),
    (
      "hang on, hold on, no hang on, no hold on, no wait, wait, wait no, i meant, i mean, scratch that, correction, sorry, actually no, make that, strike that, or rather, no no, my mistake, my bad",
      .speech(.correction)
    ),
    (
      "and you'll, and you will, and you can, then you'll, but, however, so, and i'll, and i will, and i can, and then i'll",
      .speech(.contrast)
    ),
    ("the rest, rest, remainder, the remainder, the remaining, the other half", .speech(.rest)),
    ("owe, owed, owes, interest", .speech(.owes)),
    ("ending in, ending, card number, account, account ending, account ending in, reference, ref", .speech(.card)),
    (
      """
      first check, my first check, first paycheck, my first paycheck, next check, my next check, my next paycheck, getting paid, be getting paid, been paid, get paid, gets paid, payday, pay day, paycheck, paycheque, get my check, get my cheque, get my first check, get my next check, get my first paycheck, get my next paycheck, get my pension, get my benefits, get my disability, \
        get my ssi, get my universal credit, get my stipend, get my commission, get my bonus, get my pay, get my money, get my paycheck, get my wages, \
      get my salary, my check comes, salary, my pay comes, i'm paid, paycheck comes, pays me, pay me, paying me, they pay me
      """, .speech(.wages)
    ),
    (
      """
      my benefits, my ssi, ssi, my social security, social security, my disability, disability, my pension, pension, universal credit, my universal credit, my stipend, \
      me wages, me pay, me pension, the dole, centrelink, my centrelink, my wages, wages, my pay, my bonus, my commission, commission, child benefit, my va check, my unemployment, my pip
      """, .speech(.salary)
    ),
    (
      "rent, my rent, the rent, mortgage, my mortgage, the mortgage, council tax, my council tax, car payment, electric bill, tuition, child support, other bills",
      .speech(.otherDebt)
    ),
    (
      """
      sending me money, sending me the money, sending me, sends me, giving me, gives me, lending me, lends me, loaning me, wiring me, next one is, the next one is, next one's, expecting, should be here, should come, comes back, comes back to me, completes, matures, comes in, coming in, is coming, arrives, clears, should clear, refund comes, it comes, comes on, comes, are in, it hits, hits, lands, drops, goes in, gets deposited, direct deposit, \
      going to the bank, go to the bank, head to the bank, heading to the bank, cash my check, get the money
      """, .speech(.raise)
    ),
  ]

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
