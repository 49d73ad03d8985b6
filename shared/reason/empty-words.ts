/** Words that say nothing alone: a reason made of these only is filler. */
const EMPTY_WORDS = new Set(
  ('a about above access accessing according accordingly admin administration administrative again all allow allowed allows also am an and another any anyone anything appropriate are as asap ask asked asking at ' +
    'authorised authority authorized bar based basis baz be because been before being below between bit blah blank boss box business but button by can carry carrying ' +
    'case cases caseload casework casework check checked checking checks click client clients complete completing conduct continue could curiosity curious customer daily data demo detail details dev did discussed ' +
    'dolor do does doing don dunno duties duty efficiently else enquiries enquiry essential etc every everyone everything example examine fields file files fill filler find finding foo for ' +
    'from fulfil full further general generic genuine get getting give given go good got had haha has have having he hello help her here hey hi him his hmm hope hopefully how i id idk if ignore immediately important in info inform information input inspect instructed instruction internal into inquiry ipsum is issue issues it item its job just ' +
    'know knowing last later legit legitimate legitimately let lets like lol look looked looking looks lookup lorem made make making manager matter may me might misc more must my n na necessary need needed needing needs no none nope normal nosey nosy not note notes nothing now obvious obviously of off official officially ok okay on one only ' +
    'onto open opening operational or other others our out over part pass per perform performing permission permitted person please pls policies policy possible previous private procedure procedures proceed process processing professional proper properly purely purpose purposes queries query question quick quickly quite random read reading really reason reasonable reasons record records reference regarding related relating relevant request ' +
    'requested requests require required requirement requirements requires requiring resident role routine said same sample screen see seeing seen self sensible she should simply skip so some somebody someone something somewhere standard stated stuff such sufficient supervisor suppose system systems task tasks test testing tests than thank thanks thats that the their them then ' +
    'there these they thing things thinking think this those though through thx time title to today told too typed typing under undertake unspecified until up update updated updates updating upon urgent us use used user using usual usually valid various very via view viewed viewing views want wanted wants was we were what whatever when where whether which who ' +
    'whom why will with within without wonder wondering work worked worker working works workload would xyz abc yeah yep yes yet you your yours amet anyway explanation explain excuse justification justified justify job jobs idea').split(' '),
)

/** Phrases of which some words might say something elsewhere, and here do not. */
const STOCK_PHRASES: ReadonlyArray<RegExp> = [
  /\b(?:in (?:line|accordance|compliance|keeping)|complying|consistent) with\b(?: (?:the|our|all|usual|normal|relevant|council|councils|council's|company|corporate|data|protection|law|polic(?:y|ies)|procedures?|guidance|rules|and|of|this))*/g,
  /\b(?:council|company|corporate|departmental|team|organisational?|internal) (?:polic(?:y|ies)|procedures?|business|reasons?|purposes?|rules|work)\b/g,
  /\b(?:quick|little|good|closer|brief|proper) (?:look|check|glance|peek|read|view)\b|\b(?:have|take|having|taking) (?:a |another )?(?:\w+ )?(?:look|glance|peek|read|nose)\b/g,
  /\b(?:out of|for|just|own|my|personal|of) (?:own |personal |general |my )*(?:interest|curiosity|info(?:rmation)?|knowledge|learning|reference)\b/g,
  /\b(?:get(?:ting)?|lets?|let) (?:me )?(?:past|through|in|by)\b|\bpast (?:this|the) (?:box|screen|page|step|check|bit)\b/g,
  /\b(?:part|nature|line|course|scope) of (?:my|the|our|his|her|their) (?:\w+ )?(?:work|job|role|duties|duty|employment|post|task|business)\b/g,
  /\b(?:writ|typ|giv|stat|enter|put)(?:e|es|ing|ting)? (?:in )?(?:(?:a|the|my|this|some|any) )?(?:reason|text|words?|something|anything)\b|\breason text\b/g,
  /\b(?:long|good|short) enough\b|\b(?:pass|passes|satisfy|fool) (?:the|this|your) (?:check\w*|box|test|filter)\b|\bfill(?:ing|s)?(?: in| out)?(?: the| this)? (?:box|field|space|gap)\b|\b(?:box|field) needs? filling\b/g,
  /\bin order (?:to|that)\b|\bat the moment\b|\bas (?:soon|far|long) as\b|\bneed(?:s|ed)? to know\b|\bfor the (?:sake|record|purpose)\b|\bon behalf\b|\bas (?:and )?when\b|\bday to day\b|\bday-to-day\b|\bfor (?:the )?team\b/g,
  /\b(?:my|our) (?:job|role|team|boss|line manager|team leader|manager|head of service|department|dept|service)\b|\b(?:line manager|team leader|senior officer)\b/g,
]

const LEAST_FOR_TYPOS = 6
const without = (word: string, i: number): string => word.slice(0, i) + word.slice(i + 1)
const shortened = (word: string): string[] => [...word].map((_, i) => without(word, i))
const LACKING_A_LETTER = new Set([...EMPTY_WORDS].filter((word) => word.length >= LEAST_FOR_TYPOS).flatMap(shortened).filter((word) => word.length >= LEAST_FOR_TYPOS - 1))

/** Mistyped by one letter too few, one too many or two changed round: `chekcing`, `recrod`. Another letter instead makes another word. */
function isMistyped(word: string): boolean {
  if (word.length < LEAST_FOR_TYPOS - 1) return false
  if (LACKING_A_LETTER.has(word)) return !REAL_WORDS.has(word)
  if (word.length < LEAST_FOR_TYPOS || REAL_WORDS.has(word)) return false
  const swapped = [...word].slice(1).map((letter, i) => word.slice(0, i) + letter + (word[i] ?? '') + word.slice(i + 2))
  return swapped.some((other) => EMPTY_WORDS.has(other)) || shortened(word).some((other) => other.length >= LEAST_FOR_TYPOS && EMPTY_WORDS.has(other))
}

/** Words that differ by a letter from an empty one and say something. */
const REAL_WORDS = new Set('ample anther basking bothers breading bushiness buttons carrier compete competing conducts contents dreading elated elating excuses field findings fining hallowed hallows halving hanks heaving imply insect inspects lease makings mallows manage manger marking masking matte mothers noting notching offices persona persons pleas polices preference president prosper rally readings relate sampled screens seeding seeking seeming seeping shaving showings slaying sowing standards started state staying supposes swaying tanks tasking thins thorough thought tissues tough treading treason trough tying wallows waned wounder'.split(' '))

/** As written, as an adverb, drawn out: `required`, `officially`, `neeeed`. */
function spellingsOf(word: string): string[] {
  const drawnIn = word.replaceAll(/(.)\1{2,}/g, '$1$1')
  return [word, word.replace(/ly$/, ''), drawnIn, ...(drawnIn === word ? [] : [drawnIn.replaceAll(/(.)\1/g, '$1')])]
}

/** Does a word, in small letters, say nothing by itself? Also drawn out or mistyped. */
export const isEmptyWord = (word: string): boolean => spellingsOf(word).some((spelling) => EMPTY_WORDS.has(spelling)) || isMistyped(word)

/** The text (in small letters) without the phrases that say nothing. */
export const withoutStockPhrases = (text: string): string => STOCK_PHRASES.reduce((left, phrase) => left.replaceAll(phrase, ' '), text)
