// The categories that a column may be of, and where it may end: of the sharing notice, which every part of the product reads.
export { SHARING_NOTICE, SharingNoticeSchema, type Category, type DataKind as Kind, type SharingNotice } from '../../../shared/notice/sharing-notice'
