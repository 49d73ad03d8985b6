import type { Look } from '../../../shared/model/oversight'
import { RELATIONSHIPS } from '../../../shared/model/relationship'
import { GroundWords } from '../../components/ground-words'
import { Tag } from '../../components/tag'

/** What the officer stated besides their words, for whoever reviews it: no relationship and a self-claimed one stand out. */
export function Grounds({ look }: { readonly look: Pick<Look, 'relationship' | 'linked' | 'authority' | 'isEmergency'> }) {
  const { relationship, linked, authority } = look
  const isReviewed = relationship === 'none' || relationship === 'self-claimed'
  return (
    <>
      {look.isEmergency ? <> <Tag tone="bad">Emergency</Tag></> : null}
      {isReviewed ? <> <Tag tone="warn">{RELATIONSHIPS[relationship]}</Tag></> : null}
      <GroundWords linked={linked} authority={authority} relationship={relationship === null || isReviewed ? null : RELATIONSHIPS[relationship]} />
    </>
  )
}
