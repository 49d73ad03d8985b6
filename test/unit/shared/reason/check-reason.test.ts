import { describe, expect, it } from 'vitest'
import { inventKent } from '../../../../service/demo/synthetic/write-extracts'
import { checkReason } from '../../../../shared/reason/check-reason'
import purposes from '../../../../shared/purposes/purposes.json'

describe('checkReason', () => {
  it.each([
    'Calling back about the eviction notice',
    'resident rang about council tax arrears, needs arrangement',
    'Confirming the caller before talking about the account',
    'Checking rent arrears with Universal Credit before court on Friday',
    'Home visit tomorrow, need address',
    'Care Act assessment: worried neighbour phoned',
    'Breathing Space ends next week, agree plan',
    'Sept 21 hearing: duty solicitor needs contact number',
    'DHP ends, 3 children, 2 weeks notice',
    'Section 21 notice runs out on 12 March, agree housing plan',
    'Two-bed flat, 6/7 weeks arrears, landlord mediation today',
    'Owes £1,250.00 rent and £83,400 mortgage, agree instalments',
    'Council tax 2025/26 unpaid, arrangement wanted',
    'Appointment 10.30-11.30 moved, ring tenant', 'Meeting landlord at 14:30, mediation agreed by 16:15',
    'Section s21 2nd notice served, book assessment', 'Eviction s21 4pm today, temporary accommodation', 'P45 arrived, recalculate support',
    `Hearing on 14/12/${new Date().getFullYear()}, solicitor wants papers`, `Notice served 3 November ${new Date().getFullYear()}, plan agreed`,
    'rent 750-800 pcm too dear, moving plan', 'LHA 1096.96 rent 1350.50 2 weeks behind', 'mortgage 103,500 outstanding, lender evicting', 'arrears 1200 1500 and 900 on 3 accounts',
    'children 4 7 11 13 overcrowding claim', 'kids aged 4, 7, 11 and 13 need school move', 'CTax 23/24 24/25 arrears agreement', 'council tax 2024 25 bill wrong, refund', 'arrears for 2023 2024 2025 need one plan',
    'visits missed 24/11 25/11 and 26/11 so trying phone', 'visit between 1030-1100 about stairlift', 'notice dates 12/11-14/12 unclear, ask landlord', 'flat B1 2nd floor water leak', 's21 2wk left, phone tenant',
    `bring birth certificate to sign up on 4/12/${new Date().getFullYear()}`, `pre-birth assessment conference 3/12/${new Date().getFullYear()}`, 'support worker meeting @ gateway 2pm', 'notice of 3 March 28 days ends, landlord selling',
    'NRPF check with HMCTS on appeal', 'resident requested update on application', 'resident wants to know who looked at her record', 'hostel on Castle Road, school place needed',
    'owes 400+250+120 on three accounts, plan agreed', 'tell me one two or three things on eviction', 'by May nineteen weeks of arrears, plan agreed', 'in May two thousand pounds fell due, instalments agreed',
    'meet landlord at 12 station road offices', 'HB overpayment £1,234.56', 's42 visit with carer',
  ])('when an officer says "%s", it is accepted', (reason) => expect(checkReason(reason)).toMatchObject({ verdict: 'good' }))

  it('when the suggestions of the purposes are used as they stand, all are accepted', () => {
    for (const { suggestions } of purposes) for (const text of suggestions) expect([text, checkReason(text).verdict]).toEqual([text, 'good'])
  })

  it.each([
    ['', 'empty'], ['   ', 'empty'], ['.', 'too-short'], ['ok', 'too-short'], ['arrears', 'too-short'],
    ['just checking', 'filler'], ['need it for work', 'filler'], ['asdf asdf asdf', 'filler'], ['test test test', 'filler'], ['xxxxxxxxxxxxxxxx', 'filler'],
    ['because I need to look', 'filler'], ['qwerty uiop asdf', 'filler'], ['arrears arrears arrears', 'filler'],
    ['Rang about QQ 12 34 56 C arrears', 'identifier'], ['Lives at CT1 9CV now and needs help', 'identifier'], ['Ring back on 07700 900123 please', 'identifier'],
    ['Mail jo@example.com about rent', 'identifier'], ['Account 70012345 not paid since May', 'identifier'], ['Born 12/03/1980 and owes rent', 'identifier'],
    ['Confirm resident born 12 March 1980 owes rent', 'identifier'], ['Moved to CT1  2AB after eviction notice', 'identifier'],
    ['Moved to CT1\u200B2AB after eviction notice', 'identifier'], ['Benefit claim under AB.12.34.56.C not paid', 'identifier'],
    ['Benefit claim under AB/12/34/56/C not paid', 'identifier'], ['Ring resident on 01227.555.019 about rent', 'identifier'],
    ['NHS 943 476 5919 for the assessment', 'identifier'], ['Arrears on account 79000001A since May', 'identifier'],
    ['Benefit claim HB1234567 not paid since May', 'identifier'], ['Rent for tenancy T0123456 not paid', 'identifier'],
    [`Baby born 14/03/${new Date().getFullYear()} and landlord gave notice`, 'identifier'], [`DOB 3 March ${new Date().getFullYear()}, landlord gave notice`, 'identifier'], ['Confirm 1980-03-12 matches tenancy agreement', 'identifier'],
    ['Pay £20 into account 70012345 for rent', 'identifier'], ['Homelessness: prevention duty', 'filler'], ['safeguarding an adult', 'filler'], ['Court or law enforcement request', 'filler'],
    ['ring 07700 - 900 - 123 re eviction', 'identifier'], ['O77OO 9OO123 call re arrears', 'identifier'], ['ring oh seven seven double zero nine hundred one two three, eviction', 'identifier'],
    // Dashes that a word processor puts, and what else stands between figures for the eye alone; letters of other alphabets that look like ours.
    ['Rang about arrears on 07700\u2013900\u2013123 today', 'identifier'], ['Rang about arrears on 07700*900*123 today', 'identifier'], ['Rang about arrears on 07700\u2022900\u2022123 today', 'identifier'],
    ['Rang about arrears, NINO QQ\u00B712\u00B734\u00B756\u00B7C', 'identifier'], ['Rang about arrears, NINO QQ\u201312\u201334\u201356\u2013C', 'identifier'], ['Rang about arrears from CT1~9CV today', 'identifier'],
    // A plus between figures; a postcode and a year in words.
    ['Rang about arrears on 07700+900+123 today', 'identifier'], ['Moved to CT one two A B after eviction notice', 'identifier'], ['tenant at T N, twenty three four AB owes rent', 'identifier'],
    ['born on the third of May nineteen eighty-two, owes rent', 'identifier'], ['claim of the child of June two thousand and nine', 'identifier'],
    ['Rang about arrears, NINO \u051A\u051A123456\u0421', 'identifier'], ['Rang about arrears from \u0421\u04221 9CV today', 'identifier'], ['Rang about arrears from \u03A41 2\u0391\u0392 today', 'identifier'],
    ['\u0660\u0667\u0667\u0660\u0660\u0669\u0660\u0660\u0661\u0662\u0663 call about arrears', 'identifier'], ['£07700900123 ring about rent arrears', 'identifier'],
    ['sam.reed @ example . com sent payslips', 'identifier'], ['mail sam at gmail about arrears letter', 'identifier'], ['sam dot reed at example dot com about arrears', 'identifier'], ['sam.reed(at)example.com about arrears', 'identifier'],
    ['visit 14 orchard road about damp', 'identifier'], ['Damp at 14 Marlpit Drive, landlord told', 'identifier'], ['d.o.b 14 mar 82 rent arrears', 'identifier'], ['Rent arrears, 14-Mar-1982', 'identifier'],
    ['MORGA753116SM9IJ evidence for claim', 'identifier'], ['prison number A1234BC release planning', 'identifier'], ['refund to sort code 12 - 34 - 56', 'identifier'], ['tenancy ref 40712 missed payments', 'identifier'],
    ['for business reasons in line with the policy and procedure of the council', 'filler'], ['chekcing recrod for reqiured infromation', 'filler'], ['needed n e e d e d needed', 'filler'], ['neeeeded acccess to recooord', 'filler'],
    ['oiwejf oisdjf aslkdj', 'filler'], ['vbnvbn fgh rty', 'filler'], ['rent rent rent arrears', 'filler'], ['debt advice work needed', 'filler'], ['officially required professionally', 'filler'],
    ['typing something so that it lets me through this box', 'filler'], ['lorem ipsum dolor sit amet', 'too-short'], ['Council tax ref 7900-0001-A not paid since May', 'identifier'], ['Eviction from property 999000000123 in May', 'identifier'],
  ])('when an officer says "%s", it is refused as %s', (reason, problem) => expect(checkReason(reason)).toMatchObject({ verdict: 'refuse', problem }))

  it('when a reason holds an identifier in any form that a source system writes, it is refused', () => {
    const formats = new Set<string>()
    for (const household of inventKent({ households: 60, seed: 11, today: '2026-11-26' })) {
      const { revenues, housing } = household
      for (const value of [revenues?.accountRef, revenues?.claimRef, housing?.tenancyRef, household.home.uprn, household.home.postcode, ...household.people.flatMap((person) => [person.niNumber, person.phone, person.email])]) {
        if (value === undefined || value === null || value === '') continue
        formats.add(value.replaceAll(/\d/g, '9').replaceAll(/[A-Z]/g, 'A').replaceAll(/[a-z]+/g, 'a'))
        expect([value, checkReason(`Calling back about ${value} and the rent arrears`).problem]).toEqual([value, 'identifier'])
      }
    }
    expect(formats.size).toBeGreaterThan(6)
  })

  it.each(['Mrs Okonkwo rang about the eviction', 'Calling Daniel Ferris about rent arrears'])('when the reason seems to hold a name ("%s"), it only warns', (reason) => {
    const check = checkReason(reason)
    expect(check).toMatchObject({ verdict: 'warn', problem: 'name' })
    expect(check.at).not.toBeNull()
  })

  it('when the reason is long and hostile, it answers quickly enough to be typed against', () => {
    expect(checkReason('1 '.repeat(250)).problem).toBe('identifier')
    expect(checkReason(`${'a'.repeat(499)}@`).verdict).toBe('refuse')
  })
})

it.each(['07700–900–123', '07700‑900‑123', '07700——900——123', '07700*900*123', '07700·900·123', '07700~900~123', '07700;900;123', '07700=900=123', '07700 / 900 / 123', '07700 – 900 – 123', 'QQ–12–34–56–C', 'QQ*12*34*56*C'])(
  'an identifier is one however its parts are kept apart: %s', (identifier) => {
    expect(checkReason(`Rent arrears, ring her back on ${identifier} about the arrangement`).problem).toBe('identifier')
  },
)

it.each(['Arrears letters sent 12 – 14 Nov, ring back about the 3 – 4 missed payments', 'Arrangement £20–£30 a week, affordability 2025–26 checked', 'Visit 10–12 am, children 3–5 years; needs 2–3 bedrooms'])('a range is none: %s', (reason) => {
  expect(checkReason(reason).problem).not.toBe('identifier')
})
