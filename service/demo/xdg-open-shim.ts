/**
 * Stands in for `xdg-open` where there is no browser: answers the demonstration provider's sign-in page as the persona of
 * CASEMENT_DEMO_PERSONA, with the redirects and cookies a browser would follow, ending at the app's own loopback address.
 * Self-contained (bundled to one file by write-xdg-open-shim.ts). Arguments: issuer, URL. Opens nothing but the issuer.
 */
const LOOPBACK = /^http:\/\/127\.0\.0\.1:\d+\/callback$/
const LONGEST_WALK = 12

/** Walks from `start` to the app's loopback redirect; answers the last status. Throws Error for any other host. */
export async function answerSignIn(issuer: string, start: string, persona: string): Promise<number> {
  const cookies = new Map<string, string>()
  let request: { url: URL; body: URLSearchParams | null } = { url: new URL(start), body: null }
  for (let step = 0; step < LONGEST_WALK; step += 1) {
    const { url, body } = request
    const isProvider = url.origin === issuer
    if (!isProvider && !(step > 0 && LOOPBACK.test(`${url.origin}${url.pathname}`))) throw new Error('not the demonstration provider')
    const response = await fetch(url, {
      redirect: 'manual',
      headers: isProvider ? { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') } : {},
      ...(body === null ? {} : { method: 'POST', body }),
    })
    if (!isProvider) return response.status
    remember(cookies, response)
    const location = response.headers.get('location')
    if (location !== null) request = { url: new URL(location, url), body: null }
    else if (url.pathname.startsWith('/interaction/') && response.ok) request = { url, body: new URLSearchParams({ persona }) }
    else throw new Error(`the provider answered ${response.status}`)
    await response.body?.cancel()
  }
  throw new Error('too many redirects')
}

function remember(cookies: Map<string, string>, response: Response): void {
  for (const line of response.headers.getSetCookie()) {
    const [pair = ''] = line.split(';', 1)
    const at = pair.indexOf('=')
    const [name, value] = [pair.slice(0, at), pair.slice(at + 1)]
    if (value === '') cookies.delete(name)
    else cookies.set(name, value)
  }
}
