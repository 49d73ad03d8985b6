import '../../../../../renderer/bridge/zod-without-eval'
import { FakeBridge } from '../fake-bridge'
import { dateOf } from '../../../../../renderer/components/dates'

// Development only: the real screens over made-up households, to look at. Nothing of it is in the bundle of the app.
declare global {
  interface Window { fake: FakeBridge }
}
const fake = new FakeBridge(dateOf(Date.now()), 340)
window.fake = fake
Object.defineProperty(window, 'casement', { value: fake.bridge() })
const phase = new URLSearchParams(location.search).get('phase')
if (phase === 'signed-out' || phase === 'needs-enrolment' || phase === 'locked') fake.access = { ...fake.access, phase, hasKeyStore: phase !== 'needs-enrolment' }
void import('../../../../../renderer/main')
