import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { writeExtracts, type Extracts } from '../../../../service/demo/synthetic/write-extracts'
import { factsOf } from '../../../../service/intake/build-facts'
import { identitiesOf } from '../../../../service/intake/build-identity'
import { groupRecords, type SourceRecord } from '../../../../service/intake/group-records'
import { PERSON_MAPPINGS } from '../../../../service/intake/mappings/mapping-for'
import type { PersonSource } from '../../../../service/intake/mappings/sources'
import { parseExtract } from '../../../../service/intake/parse-extract'
import { IdentityRowSchema, MintedSchema, type Minted } from '../../../../shared/api/vault-api'
import { CodedFactsSchema } from '../../../../shared/model/coded-facts'

const SOURCES = Object.keys(PERSON_MAPPINGS) as PersonSource[]
let folder: string
let extracts: Extracts
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'casement-kent-'))
  extracts = await writeExtracts({ outDir: folder, households: 250, seed: 3, today: '2026-11-23' })
}, 60_000)
afterAll(() => rm(folder, { recursive: true }))

const recordsOf = async (source: PersonSource): Promise<ReadonlyArray<SourceRecord>> => {
  const file = extracts.files.find((one) => one.source === source) ?? expect.fail()
  return groupRecords(PERSON_MAPPINGS[source], parseExtract(PERSON_MAPPINGS[source], await readFile(file.path))).records
}
const minted = (count: number): Minted[] => Array.from({ length: count }, (_, i) => MintedSchema.parse({
  row: i + 1, recordId: 'a'.repeat(32), personId: String(i + 1).padStart(32, '0'), householdId: 'b'.repeat(32), reference: '333-333-3', outcome: 'created',
}))

describe.each(SOURCES)('every record of %s in an invented Kent', (source) => {
  test('becomes identities and coded facts in the agreed forms, each fact with its source and day', async () => {
    const records = await recordsOf(source)
    expect(records.length).toBeGreaterThan(3)
    for (const record of records) {
      const mapping = PERSON_MAPPINGS[source]
      for (const [i, identity] of identitiesOf(mapping, record).entries()) IdentityRowSchema.parse({ row: i + 1, ...identity })
      const facts = CodedFactsSchema.parse(factsOf(mapping, record, minted(record.rows.length)))
      const spoken = [facts.debts, facts.benefits, facts.interventions, facts.chronology, facts.services, facts.technology, facts.financialAssessments, facts.education, facts.healthFlags].flat()
      expect(spoken.every((fact) => fact.source === source && fact.asAt === facts.asAt)).toBe(true)
    }
  })
})
