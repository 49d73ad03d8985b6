/** Half of a surrogate pair on its own: such text has no UTF-8 form, and encoders quietly replace it. */
const LONE_SURROGATE = /[\uD800-\uDFFF]/u

/** True for a string that UTF-8 can carry unchanged. */
export const isWellFormed = (text: unknown): text is string => typeof text === 'string' && !LONE_SURROGATE.test(text)
