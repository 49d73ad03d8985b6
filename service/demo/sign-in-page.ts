import { createHash } from 'node:crypto'
import { ROLES, TEAMS } from '../../shared/model/codes'
import { PERSONA_NAMES, PERSONAS } from './personas'

const STYLE = `
body{margin:0;font:19px/1.4 Arial,sans-serif;color:#0b0c0c;background:#fff}
header{background:#1d3557;color:#fff;padding:15px}
header p,main{max-width:640px;margin:0 auto;padding:0 15px}
header p{font-weight:700;font-size:24px}
.notice{border:5px solid #1d70b8;margin:30px 0;padding:0 20px}
.notice h2{font-size:24px;margin:15px 0 5px}
h1{font-size:36px;margin:30px 0 10px}
ul{list-style:none;padding:0}
li{margin:0 0 15px}
button{display:block;width:100%;text-align:left;padding:12px 15px;font:inherit;background:#f3f2f1;border:2px solid #0b0c0c;cursor:pointer}
button strong{display:block;color:#1d70b8;text-decoration:underline}
button:focus{outline:3px solid #fd0;outline-offset:0;background:#fd0}
button:focus strong{color:#0b0c0c}
button:hover{background:#dbdad9}`

const STYLE_HASH = createHash('sha256').update(STYLE).digest('base64')

/** Sent with every page of the provider. `form-action` names the loopback because browsers apply it to the redirect after the form too. */
export const PAGE_HEADERS = {
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'no-store',
  'content-security-policy':
    `default-src 'none'; style-src 'sha256-${STYLE_HASH}'; form-action 'self' http://127.0.0.1:*; base-uri 'none'; frame-ancestors 'none'`,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
} as const

const page = (title: string, body: string): string => `<!doctype html>
<html lang="en-GB"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} - demonstration sign-in</title><style>${STYLE}</style></head>
<body><header><p>Demonstration sign-in</p></header><main>${body}</main></body></html>`

/** The page on which one chooses whom to be. `action` is the address that the choice is posted to. */
export function signInPage(action: string): string {
  const choices = PERSONA_NAMES.map((name) => {
    const { displayName, role, team } = PERSONAS[name]
    return `<li><button name="persona" value="${name}"><strong>${displayName}</strong> ${ROLES[role]}, ${TEAMS[team]}</button></li>`
  })
  return page(
    'Choose who to sign in as',
    `<section class="notice" aria-labelledby="demonstration"><h2 id="demonstration">Demonstration</h2>
<p>These people are invented and there is no password. A council signs in with its own identity provider instead.</p></section>
<h1>Choose who to sign in as</h1><form method="post" action="${action}"><ul>${choices.join('')}</ul></form>`,
  )
}

/** What a person sees when a sign-in cannot go on: no value of the request is in it. */
export const signInErrorPage = (): string =>
  page('Sign-in did not work', '<h1>Sign-in did not work</h1><p>Close this page, go back to Casement and start signing in again.</p>')

/** Shown after signing out or when somebody opens the provider's address by hand. */
export const plainPage = (): string =>
  page('Nothing here', '<h1>There is nothing here</h1><p>Signing in starts from Casement.</p>')
