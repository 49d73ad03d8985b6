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
const role = new URLSearchParams(location.search).get('role')
if ((role === 'supervisor' || role === 'ig-lead' || role === 'admin') && fake.access.officer !== null) fake.access = { ...fake.access, officer: { ...fake.access.officer, role } }
void import('../../../../../renderer/main')
