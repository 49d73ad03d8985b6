/** The switch that names a key store we started: Chromium does not find it by itself outside a desktop. */
export function keyStoreSwitches(env: Readonly<NodeJS.ProcessEnv>): string[] {
  return env.CASEMENT_PASSWORD_STORE === undefined ? [] : [`--password-store=${env.CASEMENT_PASSWORD_STORE}`]
}
