import { DeputyshipSchema, ShiftSchema, type Deputyship, type Shift } from '../../../../shared/model/stand-in'
import { toInstant } from '../../../plugins/clock'
import type { HeldDeputyship, HeldShift } from '../../repositories/stand-in-repository'

export const toDeputyship = (row: HeldDeputyship): Deputyship =>
  DeputyshipSchema.parse({
    deputyshipId: row.deputyship_id, supervisorId: row.supervisor_id, supervisor: row.supervisor_name, deputyId: row.deputy_id, deputy: row.deputy_name, team: row.team, district: row.district,
    from: toInstant(row.starts_at.getTime()), until: toInstant(row.held_until.getTime()),
  })

export const toShift = (row: HeldShift): Shift =>
  ShiftSchema.parse({
    shiftId: row.shift_id, officerId: row.officer_id, officer: row.officer_name, cover: row.cover, district: row.district, from: toInstant(row.starts_at.getTime()),
    until: toInstant(row.held_until.getTime()), enteredBy: row.entered_by_name,
  })
