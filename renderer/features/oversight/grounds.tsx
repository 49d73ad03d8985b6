import type { Look } from '../../../shared/model/oversight'
import { RELATIONSHIPS } from '../../../shared/model/relationship'
import { GroundWords } from '../../components/ground-words'
import { Tag } from '../../components/tag'

/** What the officer stated besides their words, for whoever reviews it: no relationship and a self-claimed one stand out. */
export function Grounds({ look }: { readonly look: Pick<Look, 'relationship' | 'knownRelationship' | 'linked' | 'authority' | 'isEmergency'> }) {
  const { relationship, knownRelationship: known, linked, authority } = look
  const differs = relationship !== null && known !== null && relationship !== known
  const isReviewed = relationship === 'none' || relationship === 'self-claimed'
  return (
    <>
      {look.isEmergency ? <> <Tag tone="bad">Emergency</Tag></> : null}
      {isReviewed ? <> <Tag tone="warn">{RELATIONSHIPS[relationship]}</Tag></> : null}
      {differs ? <> <Tag tone="warn">The service knew: {RELATIONSHIPS[known].toLowerCase()}</Tag></> : null}
      <GroundWords linked={linked} authority={authority} relationship={relationship === null || isReviewed ? null : RELATIONSHIPS[relationship]} />
    </>
  )
}
