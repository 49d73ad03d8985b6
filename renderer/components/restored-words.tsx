/** Said at a field whose words were typed before, so that nobody takes them for another's. */
export const RestoredWords = ({ isRestored }: { readonly isRestored: boolean }) => (isRestored ? <p className="restored-words" role="status">What you had typed is here again.</p> : null)
