import { answerSignIn } from './xdg-open-shim'

const [issuer = '', url = ''] = process.argv.slice(2)
answerSignIn(issuer, url, process.env.CASEMENT_DEMO_PERSONA ?? 'officer').then(
  (status) => process.exit(status < 400 ? 0 : 4),
  (error: unknown) => {
    process.stderr.write(`xdg-open (demonstration): ${error instanceof Error ? error.message : 'failed'}\n`)
    process.exit(4) // xdg-open: "the action failed"
  },
)
