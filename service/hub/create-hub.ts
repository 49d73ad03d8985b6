import type { FastifyInstance } from 'fastify'
import { KEYS_SERIAL_HEADER } from '../../shared/api/keys-serial'
import { createAuthentication } from '../plugins/authentication'
import { createApp } from '../plugins/create-app'
import { loadKeyBundle, loadPurposes, loadSharingAgreement } from '../plugins/key-bundle'
import { migrate } from '../plugins/migrate'
import { openDatabase } from '../plugins/postgres'
import { createRoutes } from '../plugins/register-endpoint'
import { requireErasures } from '../plugins/require-erasures'
import { requireNoOlderSigned } from '../plugins/remember-signed'
import { withSightings } from './domain/administration/note-sightings'
import { createRevealKeeper } from './domain/decisions/keep-reveals'
import { FEED_STALL_RULES, FeedStallWatch } from './domain/feed-stall'
import { DEVICE_ALLOWANCE } from './domain/enrol-device'
import type { HubConfig } from './hub-config'
import { loadHubKeys } from './hub-keys'
import type { HubServices } from './hub-services'
import { Ledger } from './ledger/ledger'
import { openEpoch } from './ledger/open-epoch'
import { HUB_MIGRATIONS } from './migrations'
import { shippedAlertRules } from './policy/alert-rules'
import { shippedApprovalTimes } from './policy/approval-times'
import { shippedLeaseRules } from './policy/lease-rules'
import { KeyedTurns } from './domain/keyed-turns'
import { shippedLimits } from './policy/limits'
import { shippedListLimits, shippedPackLimits } from './policy/list-limits'
import { createPolicyEngine } from './policy/policy-engine'
import { shippedEmergencyRules, shippedReviewRules } from './policy/review-rules'
import { shippedStandInRules } from './policy/stand-in-rules'
import { shippedStatementContact } from './policy/statement-contact'
import { findDevice } from './repositories/device-repository'
import { createOfficerClaim } from './repositories/person-repository'
import type { HubTables } from './repositories/hub-tables'
import { noteSharing } from './repositories/sharing-repository'
import { registerHubRoutes } from './routes/register-hub-routes'

export interface Hub {
  /** Ready to listen or to be injected into. */
  readonly app: FastifyInstance
  /** For tests and tools in the same process; calls from outside go through the app. */
  readonly services: HubServices
  /** Lets running requests finish, then closes the database. */
  close(): Promise<void>
}

/**
 * The ledger's own connections: whoever holds a lock until their entry is written (decisions, lists, outcomes of reviews) holds one of the
 * others meanwhile, and as many of them as there are would wait for each other. Two: one write at a time, and a checkpoint beside it.
 */
const LEDGER_CONNECTIONS = 2

/**
 * A whole hub: keys verified against the controller root, database migrated (when the owner's URL is given), ledger read and checked.
 * Throws rather than start on keys, purposes, a sharing agreement or a ledger that do not hold.
 */
export async function createHub(config: HubConfig): Promise<Hub> {
  const clock = config.clock ?? Date
  const log = config.log ?? (() => undefined)
  const bundle = await loadKeyBundle(config.keyBundleFile, config.controllerRootKey)
  const purposes = await loadPurposes(config.purposesFile, bundle)
  const sharing = await loadSharingAgreement(config.sharingAgreementFile, bundle)
  const keys = await loadHubKeys(config.keysFile, bundle)
  const policy = config.policy ?? createPolicyEngine()
  if (config.migrationDatabaseUrl !== null) await migrate(config.migrationDatabaseUrl, HUB_MIGRATIONS)
  const database = openDatabase<HubTables>({ url: config.databaseUrl })
  const ledgerDatabase = openDatabase<HubTables>({ url: config.databaseUrl, maxConnections: LEDGER_CONNECTIONS })
  const closeDatabases = async (): Promise<void> => {
    await Promise.all([database.close(), ledgerDatabase.close()])
  }
  try {
    const { db } = database
    await requireNoOlderSigned(db, config.controllerRootKey, { bundle, purposes, sharing }, clock.now())
    await noteSharing(db, config.controllerRootKey, sharing, clock.now())
    await requireErasures(db, config.certificatesFolder ?? null)
    const epoch = await openEpoch(db, clock)
    const ledger = await Ledger.open({ db: ledgerDatabase.db, epoch, signer: keys.checkpointSigner, clock })
    const feedWatch = new FeedStallWatch({ db, clock, log, rules: config.feedStall ?? FEED_STALL_RULES })
    const services: HubServices = {
      db, clock, log, keys, bundle, purposes, policy, ledger, reveals: createRevealKeeper(db), feedWatch, turns: new KeyedTurns(), deviceAllowance: config.deviceAllowance ?? DEVICE_ALLOWANCE, limits: shippedLimits(), approvalTimes: shippedApprovalTimes(),
      sharing: sharing.agreement, sharingSigned: sharing.jws, controllerRootKey: config.controllerRootKey, listLimits: shippedListLimits(), packLimits: shippedPackLimits(), reviewRules: shippedReviewRules(), alertRules: shippedAlertRules(), emergencyRules: shippedEmergencyRules(),
      standInRules: shippedStandInRules(), leaseRules: shippedLeaseRules(),
      statementContact: shippedStatementContact(),
    }
    const app = createApp({ service: 'hub', log })
    app.addHook('onRequest', async (_request, reply) => void reply.header(KEYS_SERIAL_HEADER, bundle.bundle.serial))
    const authentication = createAuthentication({ issuer: config.issuer, audience: 'urn:casement:hub', clock, personClaim: config.personClaim ?? null, findDevice: (id) => findDevice(db, id),
      notePerson: (officerId, personKey) => createOfficerClaim(db, { officerId, personKey, at: new Date(clock.now()) }) })
    registerHubRoutes(createRoutes(app, withSightings(authentication, db, clock)), services, database.isAlive)
    app.addHook('onClose', () => {
      feedWatch.stop()
      return closeDatabases()
    })
    await app.ready()
    feedWatch.start()
    return { app, services, close: () => app.close() }
  } catch (error) {
    await closeDatabases()
    throw error
  }
}
