/** One thing that help explains. `steps` are done in order, `lines` are read. */
export interface HelpTopic {
  readonly id: string
  readonly title: string
  readonly lines?: ReadonlyArray<string>
  readonly steps?: ReadonlyArray<string>
}

/** What one role does in Casement, and what it does most often. */
export interface RoleHelp {
  readonly does: ReadonlyArray<string>
  readonly tasks: ReadonlyArray<HelpTopic>
}
