import { z } from 'zod'
import { LEAST_HOUSEHOLDS, ListMembersSchema, MOST_HOUSEHOLDS } from '../../../shared/model/contact-list'
import { HouseholdIdSchema } from '../../../shared/model/ids'
import { FieldGroupSchema } from '../../../shared/model/reveal'
import type { ListedHousehold, UnreadHousehold } from '../../../shared/ipc/contact-list-contract'
import type { FieldError } from '../../components/error-summary'

/** The form as filled in, which is also what the draft keeps. */
export const ListFormSchema = z.strictObject({
  householdIds: z.array(HouseholdIdSchema).max(100), whom: ListMembersSchema, purpose: z.string().max(60), fieldGroups: z.array(FieldGroupSchema), reason: z.string().max(500), keptWords: z.string().max(500).nullable(),
})
export type ListForm = z.infer<typeof ListFormSchema>
export const LIST_DRAFT_KEY = 'contact-list:new'

export const emptyListForm = (householdIds: ListForm['householdIds']): ListForm => ({ householdIds, whom: 'contactable', purpose: '', fieldGroups: [], reason: '', keptWords: null })

/** Reads a saved draft; null when it is of another version. */
export const parseListDraft = (value: unknown): ListForm | null => ListFormSchema.safeParse(value).data ?? null

/** What stands against sending it. @param reasonProblem in words; null for none */
export function listErrors(form: ListForm, households: ReadonlyArray<ListedHousehold>, reasonProblem: string | null, unread: ReadonlyArray<UnreadHousehold> = []): FieldError[] {
  const count = form.householdIds.length
  const protectedOnes = households.filter(({ isProtected }) => isProtected).map(({ reference }) => reference)
  const districts = new Set(households.map(({ district }) => district))
  return [
    ...(count < LEAST_HOUSEHOLDS ? [{ fieldId: 'list-reference', message: `Choose ${LEAST_HOUSEHOLDS} households or more; for one, reveal its details` }] : []),
    ...(count > MOST_HOUSEHOLDS ? [{ fieldId: 'list-reference', message: `A contact list holds ${MOST_HOUSEHOLDS} households at most: take ${count - MOST_HOUSEHOLDS} out` }] : []),
    ...(unread.some(({ code }) => code !== 'HUB_UNREACHABLE') ? [{ fieldId: 'list-reference', message: 'Take out what is no longer held' }] : []),
    ...(protectedOnes.length > 0 ? [{ fieldId: 'list-reference', message: `Take ${protectedOnes.join(', ')} out: a protected record cannot be in a contact list. Ask for its details alone` }] : []),
    ...(districts.size > 1 ? [{ fieldId: 'list-reference', message: 'A contact list is for households of one district: make a list for each' }] : []),
    ...(form.purpose === '' ? [{ fieldId: 'reveal-purpose', message: 'Choose the purpose' }] : []),
    ...(form.purpose !== '' && form.fieldGroups.length === 0 ? [{ fieldId: 'reveal-groups', message: 'Choose what you need to see' }] : []),
    ...(reasonProblem === null ? [] : [{ fieldId: 'reveal-reason', message: reasonProblem }]),
  ]
}
