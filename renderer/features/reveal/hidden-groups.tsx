import { useQuery } from '@tanstack/react-query'
import { FIELD_GROUPS, type FieldGroup } from '../../../shared/model/codes'
import type { HouseholdRecord } from '../../../shared/model/household'
import { casement } from '../../bridge/casement-client'
import { queryKeys } from '../../bridge/query-keys'
import { useAccessState } from '../../bridge/use-access-state'
import { Button } from '../../components/button'
import { MaskedValue } from '../../components/masked-value'
import { whyHidden, type WhyHidden } from './why-hidden'

interface HiddenGroupsProps {
  readonly household: Pick<HouseholdRecord, 'isProtected'>
  readonly onAsk: () => void
}

/** Every group of identified details, hidden, each with what would open it and for whom. */
export function HiddenGroups({ household, onAsk }: HiddenGroupsProps) {
  const query = useQuery({ queryKey: queryKeys.purposes, queryFn: () => casement.reveal.listPurposes({}) })
  const officer = useAccessState().data?.officer ?? null
  return (
    <section className="panel hidden-groups" aria-labelledby="hidden-groups-title">
      <h2 className="panel__title" id="hidden-groups-title">Identified details</h2>
      <dl className="hidden-groups__list">
        {(Object.keys(FIELD_GROUPS) as FieldGroup[]).map((group) => (
          <div key={group} className="hidden-groups__group">
            <dt>{FIELD_GROUPS[group]}</dt>
            <dd>
              <MaskedValue what={FIELD_GROUPS[group]} />
              <details className="hidden-groups__why">
                <summary>Why is this still hidden?<span className="govuk-visually-hidden"> {FIELD_GROUPS[group]}</span></summary>
                {query.data === undefined || officer === null
                  ? <p>Nothing has been asked for, so nothing is shown. Which purposes open it is not on this laptop yet: connect once.</p>
                  : <Why why={whyHidden(group, query.data.purposes, household.isProtected)} onAsk={onAsk} />}
              </details>
            </dd>
          </div>
        ))}
      </dl>
    </section>
  )
}

function Why({ why, onAsk }: { readonly why: WhyHidden; readonly onAsk: () => void }) {
  return (
    <>
      {why.lines.map((line) => <p key={line}>{line}</p>)}
      {why.canAsk ? <Button kind="link" onClick={onAsk}>State a need…</Button> : null}
    </>
  )
}
