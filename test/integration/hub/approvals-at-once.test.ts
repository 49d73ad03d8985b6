import { afterAll, beforeAll, expect, test } from 'vitest'
import { ApprovalsWorld } from './approvals-world'

let world: ApprovalsWorld
beforeAll(async () => { world = await ApprovalsWorld.start() })
afterAll(() => world.hub.stop())

/** More at once than the hub has connections: each decision holds one while its entry is written. */
const AT_ONCE = 24

test('many decisions at once are all entered and kept: none waits for a connection that another decision holds', async () => {
  const asked = await Promise.all(Array.from({ length: AT_ONCE }, () => world.ask('plain')))
  const answers = await Promise.all(asked.map((body) => world.decide(body, 'priya.nair')))
  expect(answers.map(({ json }) => json['state'] ?? json['code'])).toEqual(asked.map(() => 'approved'))
})
