import { useEffect, useRef, useState } from 'react'
import type { LookupCriteria } from '../../../shared/model/reveal'
import { casement } from '../../bridge/casement-client'
import { problemOf, type ShownProblem } from '../../bridge/problem-of'
import type { FindQuestion } from './find-form'

export type FindAnswer =
  | { readonly kind: 'none' }
  | { readonly kind: 'looking' }
  | { readonly kind: 'be-more-exact'; readonly count: number; readonly criteria: LookupCriteria }
  | { readonly kind: 'not-known'; readonly criteria: LookupCriteria }
  | { readonly kind: 'problem'; readonly problem: ShownProblem }

export type OnFound = (householdId: string, personId: string | null) => void

/** Asks once; an answer does nothing any more once something newer was asked, the form was cleared or the screen left. Nothing of it is kept in a cache. */
export function useFind(onFound: OnFound) {
  const [answer, setAnswer] = useState<FindAnswer>({ kind: 'none' })
  const asked = useRef(0)
  useEffect(() => () => { asked.current += 1 }, [])
  const ask = async (question: Exclude<FindQuestion, { kind: 'invalid' }>, purpose: string) => {
    asked.current += 1
    const number = asked.current
    setAnswer({ kind: 'looking' })
    const next = await lookUp(question, purpose).catch((error: unknown): Found => ({ kind: 'problem', problem: problemOf(error) }))
    if (number !== asked.current) return
    if (next.kind === 'found') onFound(next.householdId, next.personId)
    else setAnswer(next)
  }
  const clear = () => {
    asked.current += 1
    setAnswer({ kind: 'none' })
  }
  return { answer, ask, clear }
}

type Found = FindAnswer | { readonly kind: 'found'; readonly householdId: string; readonly personId: string | null }

async function lookUp(question: Exclude<FindQuestion, { kind: 'invalid' }>, purpose: string): Promise<Found> {
  if (question.kind === 'reference') {
    const { householdId } = await casement.household.findByReference({ reference: question.reference })
    return { kind: 'found', householdId, personId: null }
  }
  const { criteria } = question
  const outcome = await casement.household.lookup({ purpose, criteria })
  switch (outcome.outcome) {
    case 'found': return { kind: 'found', householdId: outcome.householdId, personId: outcome.personId }
    case 'be-more-exact': return { kind: 'be-more-exact', count: outcome.count, criteria }
    case 'not-known': return { kind: 'not-known', criteria }
  }
}
