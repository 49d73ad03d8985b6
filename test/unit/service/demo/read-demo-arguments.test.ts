import { expect, test } from 'vitest'
import { readDemoArguments } from '../../../../service/demo/read-demo-arguments'

test('without arguments there are 2,000 households, the officer, and nobody ends it', () => {
  expect(readDemoArguments([])).toEqual({ command: 'start', value: { households: 2_000, persona: 'officer', fresh: false, exitAfter: null } })
})

test('every argument is read', () => {
  expect(readDemoArguments(['--households', '200000', '--persona=ig-lead', '--fresh', '--exit-after', '5'])).toEqual({
    command: 'start', value: { households: 200_000, persona: 'ig-lead', fresh: true, exitAfter: 5 },
  })
})

test.each([
  ['--households', '0'], ['--households', '200001'], ['--households', '1e3'], ['--households', '-5'], ['--households', ''], ['--persona', 'root'],
  ['--persona', 'constructor'], ['--exit-after', 'soon'], ['--unknown', 'x'], ['--fresh=yes', ''], ['2000', ''], ['--households', '9999999999999999999'],
])('%s %s is refused in words that do not repeat it', (name, value) => {
  const read = readDemoArguments([name, ...(value === '' ? [] : [value])])
  if (read.command !== 'wrong') return expect.fail('it was taken')
  expect(read.words.length).toBeGreaterThan(10)
  if (value.length > 3 && value !== '200001') expect(read.words).not.toContain(value)
})
