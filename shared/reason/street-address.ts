const KIND = 'road|rd|street|avenue|ave|lane|crescent|cres|terrace|gardens|gdns|grove|close|drive|mews'
const capitalised = KIND.replaceAll(/\b[a-z]/g, (letter) => letter.toUpperCase())

/** What a number counts rather than numbers, and words that part it from the road: `to 2 beds on mill lane`. */
const NO_ROAD = String.raw`(?:bed\w*|br|brm|weeks?|wks?|days?|nights?|months?|mths?|yrs?|years?|hours?|hrs?|[ap]m|men|women|adults?|kids|children|people|famil\w+|tenants?|others?|more|on|in|at|near|off|above|by|and|or|to|of|from|the|visits?|calls?|missed|live|living)\b`
/** What stands there is no home, or the words are about the road. */
const NO_HOME = String.raw`(?!\s+(?:offices?|hostel|hotel|hub|centre|school|surgery|shops?|depot|clinic|station|estate|homeless|outreach|drink|sleep))`
const MONTH = String.raw`(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\b`

/** A house number before the name of a road. A road alone, an estate, a hostel or a court says where and not who; it stays. */
export const STREET_ADDRESSES: ReadonlyArray<RegExp> = [
  new RegExp(String.raw`\b\d{1,4}[A-Za-z]?,?\s+(?!${MONTH})(?:\p{Lu}[\p{L}'’-]+\s+){1,3}(?:${capitalised}|St|Row|Yard|Rise|Wharf)\b${NO_HOME}`, 'u'),
  new RegExp(
    String.raw`\b(?:at|to|of|from|lives|living|visit|address|addr|no\.?|number|flat)\s+\d{1,4}[a-z]?,?\s+(?:(?!${NO_ROAD})[\p{L}'’-]+\s+){1,2}(?:${KIND})\b${NO_HOME}`, 'iu'),
]
