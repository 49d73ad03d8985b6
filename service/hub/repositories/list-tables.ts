export interface AccessListItemRow { request_id: string; requester_id: string; item: string; position: number; household_id: string; persons: string; persons_salt: string; relationship: string; reason: string | null; reason_salt: string | null }
export interface AccessListUseRow { request_id: string; item: string; nth: number; reveal_id: string; used_at: Date }

export interface ListTables {
  access_list_items: AccessListItemRow
  access_list_uses: AccessListUseRow
}
