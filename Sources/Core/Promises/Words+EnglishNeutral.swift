extension EnglishWords {
  /// Phrases that mean nothing to us; parted by commas.
  static let neutral = """
    till it's done, until it's done, till it's paid off, until it's paid off, till it's paid, until it's paid, till it's gone, until it's gone, till it's cleared, until it's cleared, until i'm caught up, till i'm caught up, on my mother's life, on my life, on my kids' lives, on my children, on my children's lives, trust me, believe me, \
    mark it, mark it for, mark me for, first one, the first one, first payment, the first payment, anywhere from, anytime from, any time from, any day, anytime, any time, wrong date, wrong day, meant, and i meant it, and i mean it, from my checking, out of my checking, from my savings, out of my savings, from my account, out of my account, off my account, off my card, on my card, from my card, with my card, my debit card, debit card, my card, by card, by phone, over the phone, \
    online, on the app, on the website, through the app, through the website, on the portal, at the branch, at the post office, at the store, at the counter, in person, in cash, even, down, flat, out of that, from that, out of it, with it, for you guys, for you, to you, toward it, towards it, toward that, towards that, \
    toward the bill, towards the bill, toward the balance, towards the balance, on it, on that, on the bill, on the account, on the balance, against it, right, exactly, straight, without fail, come hell or high water, no matter what, guarantee, i guarantee, i guarantee it, hundred percent sure, for real, for definite, definite, no excuses, cross my heart, hand to god, god willing, \
    it's the, it is the, that's the, it'd be, it would be, it'd, would be, that would be, it'd have to be, would have to be, has to be, have to be, needs to be, must be, should be, is going to be, is gonna be, gonna have to be, \
    like, about, like i do every month, as usual, same as always, same as last time, usual, so, i'd have to say, we're talking, talking, earliest possible, best, \
    that day, that night, that evening, that afternoon, at the moment, at this moment, for the moment, at the minute, and i'm done, i'm done, when the bank opens, when the bank's open, when the banks open, when you open, sure shot, into the bank, to the bank, at the bank, in the bank, from the bank, down the bank, by the bank, that's when, that is when, which is when, when i'm off, when i am off, pakka, pucca, madam, boss, mate, love, dear, buddy, dude, bro, na, ji, miss, \
    it's gonna have to be, it'll have to be, it will have to be, it's going to have to be, it has to be, it would have to be, it'd have to be, gotta be, got to be, \
    best i can do is, the best i can do is, the most i can do is, most i can do is, the soonest i can do is, the earliest i can do is, the only day i can do is, \
    looking at, we're looking at, aiming for, i'm aiming for, shooting for, i'm shooting for, go with, i'll go with, let's go with, i'll say, i'll aim for, mark me down, pencil me in, schedule me, \
    book me in, sign me up, put it down, i reckon, reckon, sure thing, for certain, fixed, confirmed, confirm, \
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
}
