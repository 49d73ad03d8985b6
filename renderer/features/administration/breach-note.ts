import type { LostDevice } from '../../../shared/api/lost-device-api'
import { FIELD_GROUPS, TEAMS } from '../../../shared/model/codes'
import { formatInstant } from '../../components/dates'

const plural = (n: number, one: string, many = `${one}s`): string => `${n} ${n === 1 ? one : many}`

/**
 * A draft of the notification to the Information Commissioner (UK GDPR, Article 33(3): nature, categories and numbers, contact, likely
 * consequences, measures), which is due within 72 hours of becoming aware. It says what the service knows; square brackets are for people.
 */
export function breachNote({ device, households, opened, unsent, wiped, asOf }: LostDevice): string {
  const open = opened.filter(({ until }) => until > (device.lastSeenAt ?? device.enrolledAt))
  const kinds = [...new Set(opened.flatMap(({ fieldGroups }) => fieldGroups))].map((group) => FIELD_GROUPS[group].toLowerCase())
  return [
    'DRAFT: notification of a personal data breach (UK GDPR, Article 33)',
    `Drafted from the service’s records on ${formatInstant(asOf)}. Due within 72 hours of becoming aware.`,
    '',
    '1. What happened',
    `A council laptop (number ending ${device.deviceId.slice(-12)}), used by one member of staff of ${TEAMS[device.owner.team]}, was [lost / stolen] on [date, time, place]. The council became aware on [date, time].`,
    `It was last in contact with the service ${device.lastSeenAt === null ? 'never' : `on ${formatInstant(device.lastSeenAt)}`}.`,
    '',
    '2. Whose data, and which',
    `Up to ${plural(households.total, 'household')} in its encrypted store, without names, addresses or dates of birth: coded facts about debts, benefits, housing and services.`,
    opened.length === 0
      ? 'No identified details were given to it in the 72 hours before it was last in contact, or since.'
      : `Identified details were given to it ${plural(opened.length, 'time')} in the 72 hours before it was last in contact, or since (${kinds.join('; ')}). They are shown for minutes and never stored. ${open.length === 0 ? 'None could still be on its screen after its last contact.' : `${plural(open.length, 'display')} could still be on its screen after its last contact, the last until ${formatInstant(open.map(({ until }) => until).toSorted().at(-1) ?? '')} at most.`}`,
    unsent === null ? 'How much unsent work it held is not known.' : `Unsent work it said it held on ${formatInstant(unsent.at)}: ${plural(unsent.count, 'entry', 'entries')}, sealed to the services.`,
    '',
    '3. Likely consequences',
    'The store is encrypted (SQLCipher, AES-256) under a key that needs the officer’s passphrase and this laptop’s key store. [Was it unlocked when it was lost? Was the passphrase with it?]',
    '',
    '4. Measures',
    device.state === 'in-use' ? 'The laptop is STILL IN USE: revoke it first.' : `Access was ended on ${device.endedAt === null ? '[date]' : formatInstant(device.endedAt)}: it can fetch, send and open nothing.`,
    wiped === null ? 'It has not been in contact since, and so has not confirmed that it erased itself. It does so at its next contact.' : `It erased itself on ${formatInstant(wiped.at)} and handed in a signed receipt (received ${formatInstant(wiped.receivedAt)}).`,
    '[Residents told: who, when, how; or why not (Article 34).]',
    '',
    '5. Contact',
    '[Data protection officer: name, telephone, e-mail]',
    '',
  ].join('\n')
}
