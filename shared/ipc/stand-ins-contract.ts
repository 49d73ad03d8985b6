import { z } from 'zod'
import { standInsApi } from '../api/stand-ins-api'
import { DeputyWishSchema } from '../model/stand-in'
import { defineEntry } from './define-contract'

const nothing = z.strictObject({})
const errors = ['OVERSIGHT_OFFLINE', 'ACCESS_ROLE_FORBIDDEN', 'HUB_RUBBISH', 'ACCESS_SIGNED_OUT'] as const

/** Deputies, the duty rota, pairs who approve each other, accounts of one person. Online only, but for one's own standing, which is as last heard. */
export const standInsContract = {
  /** Whom I stand in for and when I am on duty, as the hub last said; `isNow` false: it could not be asked. */
  getStanding: defineEntry({ channel: 'stand-ins:get-standing', request: nothing, errors: [],
    response: z.strictObject({ deputyships: standInsApi.ownStanding.response.shape.deputyships, isAtDesk: z.boolean(), shifts: standInsApi.ownStanding.response.shape.shifts, isNow: z.boolean() }) }),
  list: defineEntry({ channel: 'stand-ins:list', request: nothing, response: standInsApi.listStandIns.response, errors }),
  nameDeputy: defineEntry({ channel: 'stand-ins:name-deputy', request: DeputyWishSchema, response: standInsApi.nameDeputy.response,
    errors: [...errors, 'STAND_IN_FORBIDDEN', 'STAND_IN_PERIOD', 'NOT_FOUND'] }),
  endDeputyship: defineEntry({ channel: 'stand-ins:end-deputyship', request: standInsApi.endDeputyship.request, response: nothing, errors: [...errors, 'STAND_IN_FORBIDDEN', 'NOT_FOUND'] }),
  enterShift: defineEntry({ channel: 'stand-ins:enter-shift', request: standInsApi.enterShift.request.omit({ shiftId: true }), response: standInsApi.enterShift.response,
    errors: [...errors, 'STAND_IN_FORBIDDEN', 'STAND_IN_PERIOD', 'NOT_FOUND'] }),
  endShift: defineEntry({ channel: 'stand-ins:end-shift', request: standInsApi.endShift.request, response: nothing, errors: [...errors, 'STAND_IN_FORBIDDEN', 'NOT_FOUND'] }),
  approvalPairs: defineEntry({ channel: 'stand-ins:approval-pairs', request: standInsApi.approvalPairs.request, response: standInsApi.approvalPairs.response, errors }),
  listAccounts: defineEntry({ channel: 'stand-ins:list-accounts', request: nothing, response: standInsApi.listAccounts.response, errors }),
  linkAccounts: defineEntry({ channel: 'stand-ins:link-accounts', request: standInsApi.linkAccounts.request, response: nothing, errors: [...errors, 'ADMIN_OWN_ACCOUNT', 'ADMIN_ACCOUNTS_APART', 'NOT_FOUND'] }),
} as const
