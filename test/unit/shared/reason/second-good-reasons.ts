/** One reason a line (invented), by what it is for. Written without a look at the check; what it missed of these was mended. */
export const GOOD_SEEN: Readonly<Record<string, string>> = {
  'prevention duty': `
S21 served, tenant on phone asking what happens next, checking who else is in the hh
ntq runs out 14 Dec, call back re pers housing plan
LL selling up. family of 5 need to leave by end of Jan
Section 8 ground 8 - arrears £3,420, hearing at Medway county court next tues
asked to leave by mum, overcrowded 2 bed flat, sleeping on sofa since Sept
DTR from HMP Elmley release date 3/12/26 nfa on release
tenants rent going up to 1350 pcm LHA is 1096.96 shortfall too high to sustain
Duty to refer rec'd from Darent Valley hosp, ward wants discharge plan today
AST ended rolling monthly, LL given 2 mths, 56 day clock starts, need contact number to book appt
mortgage reposession warrant dated 19 november, want to try the lender before bailifs come
PHP review due, no reply to 2 emails, try phone
Relationship breakdown, joint tenancy with Golding Homes, he wont leave, what are her options
eviction date set 9.1.27 by county court bailiff, landlord may accept payment plan
youth homeless, 17yo thrown out by step dad, joint assesment with childrens services this afternoon
Ukrainian guest, host arrangement ending in Whitstable, Homes for Ukraine rematch
asylum accom ending, 28 day notice from provider, family from Eritrea
call from Porchlight outreach, client says notice is invalid as no EPC/gas cert
rent arears 6 wks caused by UC 5 wk wait, LL threatening s8, trying to save tenancy
to check the ages of kids before bedroom standard calc, viewing at 2pm
prs offer found thru landlord incentive scheme, need names for the tenancy sign up
supported lodgings breakdown care leaver 19 placement ends friday
agricultural tied cottage job lost, must be out in 4 wks, Romney Marsh
illegal eviction threat locks changed once already, LL harassing, TRO involved
fire damage above kebab shop High St, cannot stay, ins co offering hotel til weds only
Notice to Quit from housing association introductory tenancy, review hearing prep
`,
  'relief duty': `
rough sleeper found by RSI team behind Asda, says he has family known to us
TA placement tonight, need to tell hotel who is coming and any mobility needs
relief duty ends in 6 days, s184 decision letter has to go out
booking out of area TA in Margate, school run issue for the two little ones
fled DV from Bromley, in refuge, local connection check
b&b over 6 weeks w/ children, need to move on, ringing her about 2 bed in Ashford
sofa surfing since relationship ended, no fixed adress, presenting at Gateway now
SWEP activated, matching list against known rough sleepers
hospital discharge, hip op, no lift at last accom, 3rd floor
ex army, PTSD, living in van at Leysdown, veterans pathway referral
priority need letter from GP to be matched to the right household member
pregnant 34 wks, nowhere from tmrw, interim duty s188
out of hours placed family at budget hotel sat night, follow up
TA cancelled because no show, welfare call before we discharge
prison leaver, CAS3 ends 30th, probation asking re move on
intentionality enquiries - why did he give up the flat in Dover
suitability review request from Shelter solicitor deadline 10 working days
nightly paid rm inspection found only 1 adult living there, who should be in
furniture storage for household in TA. removal firm need tel no.
Homeless app made online sat 22 Nov, not triaged yet, mum + 3
accomodation offer at Bridge House refused, need to speak re reasons
final offer PRSO letter today Flat B ground floor Sheerness
Refuge worker on line, cant go back to Thanet, needs placing away from ex
duty worker today, walk in, lost his keys to hostel and is upset
housing first nomination panel 10am
`,
  'debt advice': `
CTax arrears £1,876.44 over 3 yrs, wants to set up £20 pm
breathing space started 20/11, enforcement to be paused, check all liable names
ct summons costs query, says never got the bill
EA visit booked Thurs, vulnerable flag, recall from EA firm
HBOP recovery £11.10 a wk too much, reduce to £5
SFS received from StepChange, offer £15/m
rent + ctax + water debts, want one arrangement
joint liability q - who was on the bill in 2024/25
attachment of benifits clash DWP already taking for water and fine
returned letter gone away, trace before committal
CAB adviser with signed authority ringing abt arrears
DRO application: creditors list and amounts
parking fines & ctax with bailiffs, mental health crisis BS applied for by AMHP
elderly lady overpaid 2x by std order refund 412.00 need to phone
IVA proposal from insolvency firm, match debtor
bounced DD, new bank details form has come, ring to confirm it is really him
severe hardship s13a(1)(c) application, decision panel weds
Debt mgmt plan says 3 accts we can only see 2
Tenant 14 wks behind, wants to talk about pay plan before notice
Liability order hearing 8 dec Folkestone mags, caller disputes move out date
single occupier disc removed wrongly, bill shot up 25%, husband died in Aug
gambling debts, wife does not know, safe contact needed
overpayment of HB 2019 now with DEAs employer wrote to us
final warning stage. no contact since june. try other numbers before sending to agents
ctr award ended when UC closed so now arrears of 640 odd
`,
  'benefit maximisation': `
DHP app shortfall £37.50 pw benefit cap household
not claiming attendance allowance, 84, lives alone, ring her
pension credit take up campaign - call those likely to qualify for WFP
HB change of circs, daughter moved out, NDD to come off
UC housing element not in payment, no rent since sept
CTR claim stuck, needs id evidence
PIP lapsed, MR deadline 1 month from 6th nov
HSF voucher £120, mobile number to text the code
free school meals autoenrol, check dob of youngest vs year R
under occ charge 14% should be exempt, foster carer
carers element missed, son has DLA mid rate
benefit cap grace period ends, off to 9 month
LCWRA backdate query after tribunal
ESA to UC migration notice, deadline jan 5, nervous, needs home visit
warm homes discount missed, low income high cost
two child limit change - check how many kids under 16 in claim
State pension age in Feb, HB to be invited
DHP renewal, adapted bungalow, 3 brm but only 1 person
disabled band reduction, wheelchair used indoors
Mr doesnt read english, polish interpreter booked, UC journal
council tax student exemption, uni letter for one of the lodgers
severe mental impairment discount form came without consultant cert
HSF fridge freezer referral from early help
Underlying entitlement calc on HB overpayment
social tariff broadband & water Whole sub from water co, consent to pass details
`,
  'safeguarding adult': `
s42 enquiry, carer seen shouting, wife with dementia
MARAC weds, research for housing agency form
IDVA asked whether the perp is on the tenancy
cuckooing suspected top flat, police want a joint visit
self neglect & hoarding, fire service ref, no heating
neighbour not seen him since monday, milk outside
financial abuse by nephew, bank card withheld
MHA assessment tomorrow, AMHP needs access and nearest relative
DASH high, fled with kids to Canterbury
missing from care home, 79, last seen Herne Bay pier
suicidal on the phone, police welfare check needs address
Modern slavery NRM, 6 men in a 2 bed over car wash
KASAF recvd from paramedics re pressure sores
Forced marriage concern, sister rang, Urdu speaking
heating broken 3 wks, oxygen user
LPA check before sharing with daughter
exploitation by lodger taking his PIP
Care Act assessment booked, hoist needed, number to confirm
falls x4 this month, telecare not answering
honour based abuse flagged by school nurse
ex breached non-mol order, wants locks changed, Sanctuary scheme
large house fire, check whether vulnerable occupants are all out
MCA best interests mtg, who is NOK
Adult at risk, drinks heavily, fell in Dartford town centre
Carer died suddenly, learning disabled brother left on his own
`,
  'safeguarding child': `
strat meeting s47 1pm, who lives there
EHC needs assesment, tribunal wants housing evidence
CME child missing education, not on roll since Sept, moved from Gravesham?
private fostering notification, aunt in Faversham
baby discharged NICU, home cold and damp
MASH request re household comp
county lines worry, 15 yr old found with 2 phones
Child in need plan review, dad moved back in?
Early help assessment, mum low mood, 4 under 6
unborn baby, pre birth assessment, prev removed
school reports bruise, mother's new partner
CP conf report due fri
LAC placement move, foster carer's tenancy at risk
health visitor no access x 3 visits
UASC turned 18, leaving care
child left alone overnight, neighbour reports, flat 2c top floor
her son not at school for 3 weeks and phone cut off
Edge of care panel - sibling ages
domestic incident last night, kids present, op encompass
FGM concern, trip to Gambia planned half term
Child seen begging w adult outside Lidl in Strood
Mould, asthmatic 3 year old, paediatrician letter
young carer ID, mum has MS, dad gone
Parents arrested, grandmother taking kids tonight, needs furniture
bedroom for baby's cot, overcrowding 6 in 1 bed
`,
  'own contact': `
caller asks us to update her mobile
res rang, lost my letter, wants callback
email from tenant wanting appointment moved to 11.30
at front desk, cant remember her ref, ID checked
missed call from us, returning it
voicemail left 9:15 about repairs, no name given clearly
he wants bin assist, disabled
walk-in, Swale house, asks whats happening with her application
change of name after wedding
asked for large print letters
Moved out on 1st, wants final bill
Caller hard of hearing, uses son as go between, needs to be called on other no
text back asking for translator, romanian
complaint stage 1 resp, telephone to apologise
web form 88213 asks for ring back after 4
Visit arranged tmrw, confirm address and parking
chasing blue badge
resident says we wrote to wrong flat (2A not A2)
MP enquiry on behalf of resident, reply due 5/12
Cllr asks about constituent's damp, consent on file
phoning back re garden waste refund and ctax band B
wants to know if deposit bond was paid to agent
bereavement, tell us once, spouse now sole tenant
dropped off payslips, needs receipt posting
lady crying on phone about bailiffs, line cut, ring her back
`,
  'subject access': `
SAR rec'd 17 nov due 17 dec, identify requester
subject access - search all systems for requester & redact 3rd parties
solicitor SAR w/ authority form
DSAR id docs came by post to be matched
right of access, wants call recordings from May
erasure request, check what we still hold
rectification: says his middle name wrong on everything
Objection to data sharing w/ partner council, see who has it
SAR clock paused, proof of id now here
ICO complaint, we missed the one month
parent asking for child's file, PR check
exec of estate wants records of late father, not a SAR, need to see
restriction asked until accuracy sorted
SAR part 2 housing file, 340 pages
care leaver wants file, born 1998, alias surname
internal review of SAR response, was the addr right?
resident wants to know who looked at her record
requester has 2 records, same person? merge before disclosure
Foi turned SAR, own info
posting disclosure bundle special delivery so addr needed
`,
  'data quality': `
2 records same flat, different spelling of surname
intake run flagged DOB clash between housing and revs
Duplicate: Łukasz / Lukasz spelling, check before merge
address not matching LLPG, Flat 1 vs 1a
deceased flag but paid rent this week
twins merged as one by matching job
phone no. has only 10 digits
household has 11 members looks wrong
False match reported by officer in Tonbridge
NINO temp no in HB extract, check w source
mover, old record still shows as current at Northfleet
ctax extract shows 1 adult, housing shows 4
title and gender mismatch after deed poll
age band says child but has a tenancy
Al-Hassan entered as Hassan Al in one source
Maiden name in one, married name in the other
spot check 5% sample q3 accuracy audit
Census of TA, who is still in rm 12
uprn missing for new build Castle Hill
Stale since Feb, check with source whether still liable
`,
  'court or law enforcement': `
possession hearing 10.30 Maidstone CC, bundle must have correct parties
police s29 / sch 2 request, DC from Kent Police, murder enquiry
witness statement for liability order
court order to disclose tenancy file in family case
ASB injunction, need def's full name for the claim form
closure order app, who lives at no 5
NFI match fraud interview IUC next week
tenancy fraud subletting, on Airbnb
Judicial review TA suitability, sealed claim recd
warrant of control, vulnerable check
coroner's officer asks for next of kin
s202 review appeal county court, chronology
HMO licence prosecution, occupiers as witnesses
planning enforcement notice to serve on occupiers of caravan site
CPS want victim's safe address for special measures
PACE interview, benefit fraud, undeclared partner
Proceeds of crime prod. order, HB payments
Home Office IE checking NRPF eligibility
Immigration tribunal, Siân from Migrant Help needs confirmation of family unit
bankruptcy petition, statutory demand to be served in person
`,
  long: `
Resident rang at 10.40 this morning very distressed because the enforcement agent has clamped the car she uses to take her disabled son to hospital at Queen Elizabeth the Queen Mother; I need her number to ring back and the arrears account holder to see if the debt is hers or her ex partners
Following the joint visit with the housing association yesterday the tenant agreed to a payment plan of £12.50 a week from 7 December, so I'm checking the address group so the confirmation letter goes to the right flat as the block has two entrances and post has gone astray twice
Safeguarding lead asked for a chronology: three concerns since the summer, two hospital admissions, care package handed back by the provider, daughter in Cardiff says nobody has rung her. Need contact details for daughter and GP.
I have a duty to refer from the Job Centre in Sittingbourne about a man who is sleeping in his car with two dogs, he left the phone number of his brother and I want to be sure I've the right household before ringing
Household has been in temporary accommodation since March, children 4, 7 and 11, the school is 18 miles away and the suitability review asks about the journey, need to see names of schools and health needs
`,
  names: `
Bronwen at Shelter Cymru asks if local connection referral to Swansea was accepted
Mr Kowalczyk on the line re CTR letter
Fatima's support worker from Rethink says no heating
spoke to Agnieszka last week, said call back for the DHP evidence
Hussain family, TA at Castle Road, school place needed
Gwilym's sister worried, hasnt eaten
ringing mrs O'Dowd about possession hearing on Monday
Abdulrahman needs an arabic interpreter for the HRA interview
landlord Singh Lettings says tenant left in the night
Wojciech moved to Cheriton, forwarding addr for final ctax bill
`,
  terse: `
DHP decision call
s21 expired yday
TA sign up 2pm
MARAC research
ring back re UC
CTax refund query
home visit tmrw
NTQ validity check
bailiff due today
HB appeal bundle
arrears call
wants repayment plan
flat inspection access
eviction Friday
s42 visit
`,
  mixed: `
Verifying identity before discussing account
Resident requested update on application
Follow-up on homelessness application
Housing options interview at 10am tomorrow
Preparing for eviction hearing next Thursday
Tenant called regarding notice from landlord
Need to contact next of kin after hospital admission
Reviewing rent account prior to court
Safeguarding referral received from school
To arrange a welfare visit following concerns from neighbours
Processing a subject access request received on 12 November
Responding to police request ref crime number, missing child
Checking eligibility for Discretionary Housing Payment
Resident wishes to make payment over phone
Confirming household composition for bedroom entitlement
Discussing repayment options with resident who called today
Matching duplicate records flagged in the data quality report
Court order requires disclosure of tenancy history
Multi-agency meeting about the household this afternoon
Case conference tomorrow, need to know who is in the household
need contact number to return her call
need her phone number to call back about her application
Need address to send letter
need the address for the visit
Looking for forwarding address, bill returned
identity check for caller about council tax
He asked us to check what we hold about him
Who is the tenant at the flat with the leak?
to see whether the children are known to social care
Is she still living there? Landlord says she has left
has he got a support worker we can ring
complaint from resident about delay
MP letter about the family's housing
Need date of birth for benefit claim
need NI number for the UC verification
postcode needed for LHA rate
Telephone appointment for budgeting help
resident asked what benefits she can get
Discuss options after landlord's notice
Prevention duty case review, 56 days end Monday
Council tax query from resident
Housing benefit enquiry by landlord
Reviewing personalised housing plan
supervision: case discussion about arrears and repairs
DWP asked for rent details
Check bank details for refund of overpayment
need phone no to tell him hearing is adjourned
CT 25% SPD review
aged 16 & 17 siblings homeless together
Meet at 12 Station Road offices with landlord
Rent 850 LHA 650 shortfall 200
weeks 1 2 3 4 rent missed
owed 3000 in rent, 1200 ctax, 500 water
call back 9 10 or 11 am
Universal Credit journal message 24/11/2026
tel call booked 0900 3/12
HB overpayment £1,234.56 & £789.10
rent 123.45 x 4 = 493.80 due
arrears 1200 1500 and 900 on 3 accounts
household of 7 in 3 bed, 2 under 5s, band B since 2022
2 adults 3 kids 1 dog 4th floor
`,
}

/** Written after a mending, in four lots, each measured before anything else was changed: 1 of 250 refused then. */
export const GOOD_BLIND: Readonly<Record<string, string>> = {
  'prevention duty': `
landlords agent emailed a section 21 this morning, tenant in bits, arranging triage slot
hsg officer says s8 g10+11, balance 2.1k, wants to know if we can top up
parental eviction 18 y/o preg, mediation with nan offered
Lodger in Whitfield given 2 wks, no written agreement, excluded occupier
Family from Syria leaving hotel on 3rd Jan, 5 bed need
ring tenant to see if LL got EICR & how to rent guide
home owner, lender wants possession, MRS no longer exists, options chat
mobile home site licence revoked, 6 pitches at Yalding affected
shared ownership, can't pay service charge 212.50, HA threatening forfeiture
Job coach from Herne Bay JCP did DTR, client said "out by Xmas"
`,
  'relief duty': `
slept in porch at St Peters last nite, outreach to find 7am
ta placmnt breaks down - noise complaints, last warning
hotel wants them out by 11, where to next?
ABC lodge full so moving single male to Gillingham tonite
s189a assessment appt, interpreter Tigrinya
main duty accepted 4/11, bidding band C query
self contained unit req'd as child has autism
storage charges for belongings £28.40 pw, who pays
no recourse, children's services funding ends
lady w/ dog outside Tesco Thanet Westwood, SWEP bed refused twice
`,
  'debt advice': `
ctax LO granted, ae to employer bounced
std financial stmt shows deficit -£63
bs ended w/out DMP, can we resume?
mother paying daughters ctax by mistake since april
HB o/p £7,311 from 2017, statute barred argument
CAP (Christians Against Poverty) coach needs balances
EA seen at door, child opened, complaint
wants to pay 5 per week by allpay
liability from 06/04 to 19/09 disputed, sub-let
bailiff removed van, self employed plasterer, cant earn
`,
  'benefit maximisation': `
UC assessment period ends 17th, landlord portal verify rent
Attendance allowanc higher rate, unlock pension credit & ctr
DHP for rent in advance, new job in Ashford 40 hrs
tribunal bundle PIP, 2 points short for mobility
bedroom tax disabled child cant share
NDDs x2, proof of wages outstanding
Healthy start card, 2 under 4
migrated from tax credits & lost transitional protection
HSF6 school hols voucher not rec'd
Bereavement support payment, spouse passed 2nd oct
`,
  'safeguarding adult': `
KFRS found hoarding & no smoke alarm
stepson controls her money, POA not registered
DA: IDVA Oasis request safe phone times
ambulance crew worried, no food in
adult with LD befriended by group from pub, door kicked in
VARM meeting thurs
deaf gentleman, flashing doorbell, OT visit
hospital tx from WHH to rehab, keysafe?
deprivation of liberty query community DoL, landlord consent
pressure mat not working - falls, son in Leeds
`,
  'safeguarding child': `
MASH check - sibs & dads whereabouts
CPP review, core group 9.30
nursery says 3yo always hungry
PLO mtg, solicitor needs housing history
16/17 southwark joint protocol interview
EHCP transfers from Medway, which school
foster family moving, bigger property needed
Elective home ed visit refused 2x
grandad has SGO, wants adaptations
VAWG team: perp bailed to same street as kids school
`,
  'own contact': `
she lost her purse, bus pass replacement
He called from abroad; when are keys due
Reply to webchat, transcript attached, mould
2nd chase this wk - wants manager to ring
reception: gentleman w/ carrier bag of unopened post
Polish speaker Grażyna, needs form help
reported ASB at Hersden estate, callback promised
son Idris phoning for dad, authority signed
wants to opt out of texts
missed his MOT of home appt, rebook
`,
  'subject access': `
DSAR from ex tenant, 2012-2019 files
identify data subject from passport copy in email
right to erasure of old ASB log
3rd party redaction, who is the neighbour mentioned
SAR chaser by her solrs, day 28
`,
  'data quality': `
DOB 01/01 default on 40 rows, fix with revs
split household, ex partner still on
Ng and Nguyen merged wrongly
name field has address in it
move-in after move-out, sequence error
`,
  'court or law enforcement': `
defence filed late, need correct defendant
DBS barred list referral
Trading Standards loan shark op, victim list
N11R form, hearing at Thanet 2.15pm
injunction breach arrestable, service of papers
SFIS joint working w/ dwp, false tenancy
Probation PSR author wants accom status
inquest touching the death of tenant
immigration bail address suitability
CCTV of assault in lobby, DC asks who lives on 4th floor
`,
  'home visit': `
doorstep tomorrow with health visitor, buzzer name
gas capping, forced entry weds, is anyone vulnerable
key handover Flat 6 Tower Block 2
inspection category 1 hazard, 14:45
vacant? neighbours say moved
`,
  long: `
I'm picking up from a colleague who is off sick. Tenant was promised a decision on her discretionary payment by today, and the landlord has said he will issue notice if there's no news, so I need to ring both
Mum of three phoned in tears, court papers came for £2,940 and she thinks it includes her late husband's garage rent. Want to split the debts before she sees the duty solicitor at 1.30 pm on Thurs 3 Dec.
Complex case panel (fire, police, MH team, us) on Tuesday: need who lives there, any health flags and which workers are involved, as last time we had the wrong flat and nobody could get in
Tenant has agreed to go into Kent Enablement at Home for 3-6 wks after the stroke; need to know if rent can be covered on two homes and who holds the keys
Applicant's GP writes that stairs are not possible. Property on second floor no lift. Medical adviser asks for ages and conditions of all household members, by Friday noon
`,
  mixed: `
Tenant's daughter rang, he is in ICU, rent due Monday
chase LL re withdrawal of notice as arrears now cleared by DHP
Ms wants arrangement 40 fortnightly
locum social worker asks date of tenancy start
viewing 11th at Trinity Rd with support wkr
new UC claim 3 weeks in, no payment until 19th, foodbank
couldn't attend assessment as baby poorly, rebook by phone
bailiff appt moved fwd to 8am, warn the family
checking who pays ctax at HMO, landlord or tenants
prison resettlement wants tenancy kept on 13 wks HB
Somali speaker, no English, needs Language Line call re TA
Aunty Comfort took the kids in, kinship allowance query
late appeal to VOA re band, sent to us in error
appt letter to be sent 2nd class and text
cannot read bill, registered blind, braille
Afghan family ARAP, school places x4
housing ombudsman determination £600 comp to pay
outreach nurse dressing change, which hostel is he in
fuel poverty list, boiler grant ECO4 eligible?
PSPO breach, begging outside M&S
homeless & on the run from gang, Op Larkspur type threat to life
Social landlord mutual exchange refused, rent owing 97.20
need to phone before 12 re court desk
got a text from unknown no saying shes homeless tonight
partner of tenant wants succession after death
TPO, tree down across garden, insurance asks for owner
IRO requests address history for care proceedings
Section 117 aftercare dispute KCC v Bexley
local welfare app - cooker & bed for 3
disrepair claim pre action protocol, expert inspection 9/12 1pm
Debt collector wrongly chasing previous occupier, move in date?
overpaid DD of 1,104.32 back to him
nan has dementia & wandering, GPS tracker, Dymchurch
Roma family evicted, 7 kids, Cliftonville west
council owned garage g14 key lost
bus driver found child asleep at depot 11pm
warned by gas engineer no food/bedding seen
cremation s46 public health funeral, any relatives
parent with NRPF and a British child, Zambrano
move on from Pathways, wants 1 bed BH Folkestone
letter in Punjabi asking abt CTR
arrears clearing 3rd party ded £4.60
she says bedroom tax wrong since 2021/22
3 missed appts with work coach; hardship
Mediator asks for number of both parties
resident returned our call about grant
check if rent card 2 is same ppl as 2A
voids team, belongings left in loft
stolen cheque reported, who cashed
Young mum in B&B with no cooker, wants to move
Client disclosed he is sleeping in his works van. Wants advice before Monday.
Need to speak to tenant re. complaint about neighbour's dog
arrange for keys to be left with concierge
To complete the H-CLIC return, ethnicity and support needs missing
Following up on last week's triage call - no ID provided
Wants to add baby to the tenancy app
OFFICER VISIT BOOKED 03/12/26 10AM - ACCESS CODE NEEDED
EVICTION TOMORROW NEED TO SPEAK TO HIM NOW
uc50 form help
res. in hosp - QEQM - ward sister wants disch. address
Chk if DHP in pymt b4 NTQ
asked if her ctax can be spread over 12
Family member reports he hasn't been seen for 5 days.
Verify landlord's claim that tenant has left the property
New referral from GP social prescriber, low mood and money worries
Possible cuckooing at the address, working with PCSO
to send the section 184 letter
emailing signed SFS to creditor with client present
for legal: particulars of claim - tenancy start, rent, arrears
application for council tax hardship fund requires check of income
identifying correct John/Jon in two systems
confirm which flat the leak came from
the tenant's rent has doubled in the last year and she can't afford food
Lone parent, 2 kids, moved to refuge last night; need safe number.
pls call back - gas cut off, newborn
discharge from Littlebrook tomorrow
return of personal possessions after eviction
gave wrong sort code so refund bounced
client has passed away, daughter informing us
Homes England grant audit sample, eligibility evidence
Missing school 60% attendance
joint visit w/ ASC 4/12 re hoarding
Wants her file under data protection
He believes a neighbour saw his record
address for service of injunction
benefit check - turned 66
PRS tenancy sustainment 6 month call
unable to reach by letter x3
who has parental responsibility, needs consent form signed
suspected fraud: 2 claims from same address
landlord refusing to repair boiler, family with asthma
single homeless man at Castle St hostel wants meds collected
Yemen family reunion arrival, 6 people, nowhere to live
her support plan needs reviewing before package stops
council tax bill to be reissued to new owner
Tenant's wage slips for weeks 30-34 & 35-39
overdue rent since 1.10.26, LL wants update from us
call re 18th birthday, leaving care payments
debt of 4 500 to be written off, panel decision
police ref no longer needed, but victim wants to move
Landlord has confirmed he'll accept tenant back if deposit paid, ring both sides
calling re late council tax, wants payment holiday til Jan
lady came into Tonbridge gateway w/ eviction papers
Mr's sister is NOK, hospital wants contact
checking next steps with family after court adjourned
contact applicant for outstanding bank statements
send nomination to Town & Country Housing
social worker allocated, wants introductions
help with energy top up before weekend
unauth occupant in void, police on site
Bailiff stage - affordable offer received from tenant by email
Housing register change of address
DWP MOU: third party deductions query
TAC meeting, school & HV attending
needs moving due to gang threats, police supporting
Deposit scheme claim, ex-tenant damage
Resident unable to manage stairs, OT report
wife left, wants to know about single person discount
mum says dad taking the kids abroad tonight
no reply to letters since august, gas safety overdue 2 months
to offer property at Spring Gardens
first contact after referral from food bank
family of 6, benefit cap, eviction risk
prep for tribunal
landlord portal says UC closed 12/11, why
Mediation declined by mum, needs a bed tonight
arrangement broken, promised £50, paid £20
Dog warden needs owner of seized dog
potential overpayment as student grant not declared
returning to UK from Spain, habitual residence test
confirming tenancy for school admission appeal
CMHT asking whether tenancy can be held during section 3
tenant passed out in stairwell, ambulance called
asking if carer lives in, single bed only
LADO referral, worker also a tenant
Consent withdrawn, tell agencies
Correct spelling of surname before court bundle is filed
complaint that we disclosed address to ex
person asking for copies of everything held since 2015
proof of residency for driving licence
Nov rent missed, UC sanction
Kurdish interpreter 11am for TA review
ring around households due to water outage
Needs a letter for the food bank
hb stopped, didnt return form
wants someone to visit, housebound
has 28 days to leave NASS
check alt contact, phone dead
LL serving notice on 30th unless 2 months cleared
burst pipe ceiling down in baby's room
`,
}
