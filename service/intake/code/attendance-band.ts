import type { ATTENDANCE_BANDS } from '../../../shared/model/service-codes'

/** Shares of possible sessions missed from which a band begins: one in twenty, a tenth (persistent), a half (severe). */
const BANDS: ReadonlyArray<readonly [least: number, band: keyof typeof ATTENDANCE_BANDS]> = [[0.5, 'severe-absence'], [0.1, 'persistent-absence'], [0.05, 'some-absence']]

/** The band of a pupil's attendance. The counts themselves stay with the partner: the band is what an officer needs. */
export const attendanceOf = (missed: number, possible: number): keyof typeof ATTENDANCE_BANDS =>
  BANDS.find(([least]) => missed / possible >= least)?.[1] ?? 'regular'
