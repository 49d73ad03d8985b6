/** Why a service does not start, in words for its operator: of the programme, never of what it holds. */
export class StartRefused extends Error {
  override readonly name: string = 'StartRefused'
}
