import { createHash } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { AccessStatementSchema } from '../../../shared/model/access-statement'
import { STATEMENT_PAGE_POLICY, statementPage } from '../../../main/app/statement-page'
import { printPreferences, webPreferences } from '../../../main/app/web-security'
import { writeFileWhole } from '../../../main/app/write-file-whole'
import { createSaveStatement } from '../../../main/ipc/handlers/save-statement'

const golden = readFileSync(path.join(import.meta.dirname, '../shared/model/access-statement.golden.json'), 'utf8')
const statement = AccessStatementSchema.parse(JSON.parse(golden))
const page = statementPage(statement)

describe('the page that is printed', () => {
  it('is one that reading software can follow: language, title, headings in order, one table with header cells', () => {
    expect(page).toContain('<html lang="en-GB">')
    expect(page).toContain(`<title>Who has looked at your information: ${statement.reference}</title>`)
    expect([...page.matchAll(/<h([1-6])>/g)].map(([, level]) => level)).toEqual(['1', '2', '2', '2', '2'])
    expect(page.match(/<th scope="col">/g)).toHaveLength(5)
    expect(page.match(/<th scope="row">/g)).toHaveLength(statement.lines.length)
  })

  it('says of one member that it holds what was looked at where they lived before, and of a household that it is of that one', () => {
    expect([page, statementPage({ ...statement, subject: null })].map((text) => text.includes('household that you belonged to before'))).toEqual([true, false])
  })

  it('tells dates and times as a clock in London shows them, in summer and in winter', () => {
    expect(page).toContain('23 June 2026<br>10:30')
    expect(page).toContain('20 November 2026<br>23:05')
  })

  it('says what to ask whom, the right to complain, and the fingerprint of the record', () => {
    const { checkpoint, contact } = statement
    for (const words of [
      contact.email,
      contact.phone,
      'Information Commissioner’s Office',
      '0303 123 1113',
      'whether or not anything has been left out of it',
    ])
      expect(page).toContain(words)
    expect(page).toContain(checkpoint?.root)
  })

  it('holds no script, no address to fetch, and the one style that its policy names', () => {
    expect(page).not.toMatch(/<script|<img|<link|<iframe|<object| src=| href=|url\(|@import| on[a-z]+=/i)
    const style = /<style>([^]*?)<\/style>/.exec(page)?.[1] ?? ''
    expect(STATEMENT_PAGE_POLICY).toContain(`'sha256-${createHash('sha256').update(style).digest('base64')}'`)
    expect(STATEMENT_PAGE_POLICY).toMatch(/^default-src 'none';/)
    expect(STATEMENT_PAGE_POLICY).not.toContain('unsafe')
  })

  it('shows markup as text', () => {
    const [line] = statement.lines
    const hostile = statementPage({
      ...statement,
      contact: { ...statement.contact, office: '<script>alert(1)</script>', post: '"><img src=x onerror=1>' },
      lines: line === undefined ? [] : [{ ...line, why: { code: 'debt-advice', version: 1, words: '<b>&"\'</b>' } }],
    })
    expect(hostile).not.toMatch(/<script|<img|<b>/)
    expect(hostile).toContain('&#60;b&#62;&#38;&#34;&#39;&#60;/b&#62;')
  })

  it('with no line says nothing that is not so when everything was left out', () => {
    const empty = statementPage({ ...statement, lines: [], checkpoint: null })
    expect(empty).toContain('There is nothing to list for this time.')
    expect(empty).not.toMatch(/nobody has looked|lists each time/i)
    expect(empty).not.toContain('<table>')
  })
})

describe('the window that prints', () => {
  it('has the settings of every window, no preload, no script, and a session of its own', () => {
    const { preload: _none, partition: own, ...every } = webPreferences('preload.cjs')
    const { javascript, images, partition, ...print } = printPreferences()
    expect(print).toEqual(every)
    expect([javascript, images]).toEqual([false, false])
    expect(partition).not.toBe(own)
    expect(partition).not.toMatch(/^persist:/)
  })
})

describe('a file', () => {
  it('is whole or not there, for its owner only, and takes the place of an older one', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'casement-whole-'))
    const file = path.join(folder, 'statement.json')
    writeFileSync(file, 'older', { mode: 0o644 })
    await writeFileWhole(file, new TextEncoder().encode('newer'))
    expect([readFileSync(file, 'utf8'), statSync(file).mode & 0o777]).toEqual(['newer', 0o600])
    await expect(writeFileWhole(path.join(folder, 'none', 'x'), new Uint8Array(1))).rejects.toThrow('ENOENT')
    await expect(writeFileWhole(folder, new Uint8Array(1))).rejects.toThrow()
    expect(readdirSync(folder)).toEqual(['statement.json'])
    expect(readdirSync(path.dirname(folder)).filter((name) => name.startsWith(`.${path.basename(folder)}`))).toEqual([])
  })
})

describe('saving', () => {
  const hash = createHash('sha256').update(golden).digest('hex')
  const ask = { statementId: statement.statementId, format: 'json' as const }
  const saving = (envelope: unknown, chosen: string | null = '/chosen') => {
    const written: [string, string][] = []
    const names: string[] = []
    const { 'statement:save': save } = createSaveStatement({
      forward: () => Promise.resolve(envelope),
      chooseFile: (name) => {
        names.push(name)
        return Promise.resolve(chosen)
      },
      print: () => Promise.resolve(new TextEncoder().encode('%PDF')),
      write: (file, bytes) => {
        written.push([file, Buffer.from(bytes).toString('utf8')])
        return chosen === '/full' ? Promise.reject(new Error('ENOSPC')) : Promise.resolve()
      },
    })
    return { save: async (request: unknown) => save?.(request), written, names }
  }
  const kept = { ok: true, value: { statement, documentHash: hash } }

  it('writes what is kept at the central service, to the byte, under a name that names nobody', async () => {
    const { save, written, names } = saving(kept)
    expect(await save(ask)).toEqual({ isSaved: true })
    expect(written).toEqual([['/chosen', golden]])
    expect(names).toEqual([`Access statement ${statement.reference}.json`])
  })

  it('writes nothing when the dialog is closed, or when nothing was issued', async () => {
    const closed = saving(kept, null)
    expect(await closed.save(ask)).toEqual({ isSaved: false })
    const none = saving({ ok: false, error: { code: 'NOT_FOUND', detail: {} } })
    await expect(none.save(ask)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(saving({ ok: true, value: {} }).save(ask)).rejects.toMatchObject({ code: 'INTERNAL' })
    expect([...closed.written, ...none.written]).toEqual([])
  })

  it('says so when the file cannot be written', async () => {
    await expect(saving(kept, '/full').save(ask)).rejects.toMatchObject({ code: 'STATEMENT_NOT_SAVED' })
  })
})
