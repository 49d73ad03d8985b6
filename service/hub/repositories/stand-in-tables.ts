export interface DeputyshipTableRow { deputyship_id: string; supervisor_id: string; deputy_id: string; team: string; district: string; starts_at: Date; ends_at: Date; named_from: string; named_at: Date }

export interface StandInTables {
  deputyships: DeputyshipTableRow
}
