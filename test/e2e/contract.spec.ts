import { contractEntries } from '../../shared/ipc/contract'
import type { ContractEntry } from '../../shared/ipc/define-contract'
import { envelopeSchema } from '../../shared/ipc/result'
import { startCasement, type CasementApp } from '../support/casement-app'
import { expect, test } from '../support/casement-test'
import { generateMessages, type GeneratedMessage } from '../support/generated-messages'
import { enrolAndUnlock, lock } from '../support/screens/access-screens'
import { asSuperuser } from '../support/service-control'

interface Answer { readonly ok: boolean; readonly value?: unknown; readonly error?: { readonly code: string } }

const send = (app: CasementApp, messages: readonly GeneratedMessage[]): Promise<Answer[]> =>
  app.page().evaluate(async (all) => {
    const answers: unknown[] = []
    for (const { group, name, request } of all) {
      const call = (Reflect.get(window.casement, group) as Record<string, (request: unknown) => Promise<unknown>>)[name]
      answers.push(await call?.(request))
    }
    return answers as never
  }, messages)

/** What structured cloning carries and JSON does not. */
const sendOddities = (app: CasementApp): Promise<number> =>
  app.page().evaluate(async () => {
    const cyclic: Record<string, unknown> = {}
    cyclic.self = cyclic
    let deep: unknown = null
    for (let depth = 0; depth < 500; depth++) deep = [deep]
    // Wrapped where a bare one would arrive as an empty object, which some calls rightly take.
    const oddities: unknown[] = [undefined, Number.NaN, 10n, { passphrase: new Map([['x', 'x']]) }, { passphrase: new Date(0) }, new Uint8Array(1_000_000), cyclic, deep, { id: /x/ }, { key: new Error('x') }, 'x'.repeat(2_000_000)]
    let answered = 0
    for (const [group, members] of Object.entries(window.casement as unknown as Record<string, Record<string, (request: unknown) => Promise<{ ok: boolean }>>>)) {
      if (group === 'on') continue
      for (const call of Object.values(members)) {
        for (const oddity of oddities) {
          const answer = await call(oddity).catch(() => ({ ok: false }))
          if (answer.ok) throw new Error(`${group} accepted an oddity`)
          answered += 1
        }
      }
    }
    return answered
  })

const entries = contractEntries as readonly ContractEntry[]
const entryOf = ({ channel }: GeneratedMessage): ContractEntry => {
  const entry = entries.find((each) => each.channel === channel)
  if (entry === undefined) throw new Error(channel)
  return entry
}

test.describe('a hostile page that calls whatever it likes', () => {
  let app: CasementApp
  test.beforeAll(async () => {
    app = await startCasement({ persona: 'supervisor' })
  })
  test.afterAll(() => app?.close())

  const processes = () => app.electron.evaluate(({ app: electron }) => electron.getAppMetrics().filter(({ type }) => type === 'Tab' || type === 'Utility').map(({ pid }) => pid).toSorted())

  test('2,000 generated messages over all channels while locked: no crash, no data', async () => {
    await enrolAndUnlock(app)
    await lock(app)
    await expect(app.page().getByRole('heading', { name: 'Unlock Casement' })).toBeVisible()
    const before = await processes()
    const messages = generateMessages(2_000, 20_261_123)
    const answers = await send(app, messages)
    expect(answers).toHaveLength(2_000)
    messages.forEach((message, index) => {
      const entry = entryOf(message)
      const answer = answers[index]
      expect(envelopeSchema(entry.response).safeParse(answer).success, message.channel).toBe(true)
      if (!entry.whenLocked) expect(answer, message.channel).toMatchObject({ ok: false, error: { code: expect.stringMatching(/^(ACCESS_LOCKED|REQUEST_INVALID)$/) as unknown } })
    })
    const odd = await sendOddities(app)
    expect(await processes()).toEqual(before)
    await expect(app.page().getByRole('heading', { name: 'Unlock Casement' })).toBeVisible()
    process.stdout.write(`generated messages while locked: ${answers.length} and ${odd} oddities over ${contractEntries.length} channels, 0 crashes, 0 data\n`)
  })

  test('500 generated messages while unlocked: no crash, every answer in its schema, no ledger entry', async () => {
    await app.close()
    app = await startCasement({ persona: 'supervisor' })
    await enrolAndUnlock(app)
    const entriesOf = () => asSuperuser('hub', async (client) => (await client.query<{ n: number }>('SELECT count(*)::int AS n FROM reveal_decisions')).rows[0]?.n ?? 0)
    const [before, decided] = [await processes(), await entriesOf()]
    const messages = generateMessages(500, 7).filter(({ channel }) => !channel.startsWith('access:'))
    const answers = await send(app, messages)
    messages.forEach((message, index) => expect(envelopeSchema(entryOf(message).response).safeParse(answers[index]).success, message.channel).toBe(true))
    expect(await processes()).toEqual(before)
    expect(await entriesOf()).toBe(decided)
    expect(app.complaints).toEqual([])
    process.stdout.write(`generated messages while unlocked: ${answers.length}, ${answers.filter(({ ok }) => ok).length} well-formed by chance, 0 crashes, 0 reveals\n`)
  })
})
