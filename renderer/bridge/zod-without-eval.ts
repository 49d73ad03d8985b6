import { z } from 'zod'

// The page's policy forbids `eval`; zod would try it once to find out, and the attempt alone is reported as a violation.
// Must be imported before any schema is made.
z.config({ jitless: true })
