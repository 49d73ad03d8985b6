/** The parsed URL, or null. (`URL.canParse` is missing in Electron 25's Node and Chromium.) */
export function parseUrl(url: unknown): URL | null {
  if (typeof url !== 'string') return null
  try {
    return new URL(url)
  } catch {
    return null
  }
}
