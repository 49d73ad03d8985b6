import { DetailSchema, type Detail } from '../../../shared/model/new-details'
import { openBytes, sealBytes } from '../keys/sealed-bytes'

/** Bound into the sealed bytes: whose, of which group, and who reported it. */
export interface DetailOwner {
  readonly officerId: string
  readonly detailId: string
  readonly personId: string
  readonly fieldGroup: string
}

const about = ({ officerId, detailId, personId, fieldGroup }: DetailOwner): string => `casement/reported-detail/v1\n${officerId}\n${detailId}\n${personId}\n${fieldGroup}`

/** A reported detail under the data key of the person it is about. */
export const sealDetail = (dataKey: Uint8Array, owner: DetailOwner, detail: Detail): Buffer => sealBytes(dataKey, Buffer.from(JSON.stringify(detail), 'utf8'), about(owner))

export const openDetail = (dataKey: Uint8Array, owner: DetailOwner, sealed: Uint8Array): Detail => DetailSchema.parse(JSON.parse(openBytes(dataKey, sealed, about(owner)).toString('utf8')))
