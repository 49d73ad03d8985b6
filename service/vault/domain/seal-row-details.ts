import { codesOf, FIELD_GROUPS, type FieldGroup } from '../../../shared/model/codes'
import { FieldGroupDetailsSchema, type FieldGroupDetails } from '../../../shared/model/identity'
import { openBytes, sealBytes } from '../keys/sealed-bytes'

const about = (personId: string, rowHash: string, group: string): string =>
  `casement/person-detail/v1\n${personId}\n${rowHash}\n${group}`

/** Each field group of one source row, sealed by itself under the person's data key: a reveal opens only the groups it was granted. */
export function sealRowDetails(
  dataKey: Uint8Array,
  owner: Readonly<{ personId: string; rowHash: string }>,
  details: FieldGroupDetails,
): { group: FieldGroup; sealed: Buffer }[] {
  return codesOf(FIELD_GROUPS).flatMap((group) => {
    const value = details[group]
    if (value === undefined) return []
    return [{ group, sealed: sealBytes(dataKey, Buffer.from(JSON.stringify(value), 'utf8'), about(owner.personId, owner.rowHash, group)) }]
  })
}

/** The reverse for one group: parsed again, since what comes from a database is as foreign as what comes from a network. */
export function openRowDetail<Group extends FieldGroup>(
  dataKey: Uint8Array,
  owner: Readonly<{ personId: string; rowHash: string }>,
  group: Group,
  sealed: Uint8Array,
): FieldGroupDetails {
  const value: unknown = JSON.parse(openBytes(dataKey, sealed, about(owner.personId, owner.rowHash, group)).toString('utf8'))
  return FieldGroupDetailsSchema.parse({ [group]: value })
}
