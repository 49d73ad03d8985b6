/** One a line (invented), by what is wrong with it. Written without a look at the check; what it let through of these was mended. */
export const POOR_SEEN: Readonly<Record<string, string>> = {
  filler: `
work
as per procedure
needed
checking
n/a
because I need to see it
for my job
work purposes
I need access
to view the record
need info
just looking
general enquiry
business need
official use
required for my role
routine check
to see details
see above
same as before
as discussed
asked by manager
my manager told me to
because
need to know basis
casework
to do my work
housing stuff
need details please
opening record
legitimate need
legitimate interest
I am authorised
none
not applicable
nothing
no reason
reason
reason for access
stated reason here
tbc
todo
curious
out of interest
just curious about who this is
want to have a look
ok
yes
training
testing
demo
client
various
misc
usual
i'm allowed to see this
i was told to look at this one
doing my job properly
required to complete a task
to carry out my duties
update
information required
`,
  mash: `
asdfghjkl
sdfsdf sdfsdf
qwerty qwerty uiop
jkhkjh kjhkjh lkj
zxcvbnm,./
fghfgh dfgdfg
aslkdj alskdj laksjd
hjkl hjkl yuio
123456789 qwe
wefwef iuhgiuh
dfkjghdkfjgh
lorem ipsum dolor sit amet
blah blah blah
gjrtk bvnmx prtlk
`,
  repetition: `
.
test test
aaaaaaaaaaaaaaa
need need need need
check check check
xxxxxxxx
reason reason reason
work work work work work
abc abc abc abc
1111111111
case case case case case case
`,
  padded: `
needed for work purposes as per the usual procedure thank you
I need to see this record because I need to see the details in it
this is required by me in order to do what I have to do
please show me the details so that I can look at them as they are required
work work and more work that I need to do at work today
checking the record to check the record as it needs checking
for business reasons in line with the policy and procedure of the council
just to have a quick look at what is on here for my own info
access is required in order to access the information
needed n e e d e d needed............
need to do my job and this is part of my job role as an officer
typing something here so that it lets me through
ignore this i just need to get past this box
`,
  'purpose copied': `
Prevention duty
relief duty
Debt advice
benefit maximisation
Safeguarding adult
safeguarding a child
resident's own contact
subject access request
Data quality
court or law enforcement
safeguarding safeguarding
homelessness prevention duty
`,
  'stop words': `
it is what it is
this one and that one
so that we can do it
I have to because of it
to be or not to be
as it was for them
`,
  punctuation: `
.......... ......
!!!!!!!!!!!!
?!?!?!
-----------
👍👍👍👍👍👍
🙂 🙂 🙂
... , ... ; ...
✅✅✅ ok
`,
  identifier: `
caller's NI is QQ 12 34 56 C re UC claim
BG123456A wants DHP
nino B G 12 34 56 A checking HB claim
ni no. bg-12-34-56-a for arrears call
arrears call, ring back on 07700 900123
call her on +44 7700 900 456 about TA
landline 01632.960.123 re eviction
ring zero seven seven double zero nine hundred one two three re eviction
0 7 7 0 0 9 0 0 7 8 9 ring about S21
(01632) 960 555 bailiff call back
tenant emailed from j.blogs@example.com about arrears
email her at maria dot kowal at example dot com re DHP
maria.kowal(at)example.co.uk sent payslips
dob 14/03/1982 caller asking about CTR
born 3rd May 1979 wants UC help
d.o.b. 7-8-91 eviction friday
DOB: 1982-03-14 homeless app
date of birth 14 march 1982, rent arrears
UPRN 100061234567 visit for damp
uprn 200003456789 tenancy fraud
12 Acacia Avenue ME10 4CK eviction visit
flat 3, 27 Invented Road, CT1 2KC damp complaint
visit to 8 Nowhere Close me14 9ck re bailiffs
NHS 943 476 5919 hospital discharge
nhs no 9434765919 discharge planning
NHS number 943-476-5919 s42 enquiry
sort code 12-34-56 acc 12345678 for refund
refund to 123456 12345678 ctax credit
bank a/c 87654321 refund of overpaid rent
ctax account 80123456 arrears query
council tax a/c no 701234567 bailiff recall
CT ref 5501234567 wants payment plan
tenancy ref TEN0012345 rent arrears call
tenancy no. 104567823 s8 hearing
passport 123456789 right to rent
ASCH 1234567 care act review
HB claim ref 60012345 appeal bundle
`,
  mixed: `
Need to check something about the family
looking into the case
Accessing record
general check on household
Just want to see who lives here
my neighbour, want to know
being nosy
personal reasons
personal interest
I know this person
checking up on someone
business as usual
BAU
because I can
why not
data check
details required
case management
case review
because my manager said so
follow-up
required for case
required by law
need information about resident
need all the information about this household
access required for operational purposes
normal duties
test123
12345678
aaaa bbbb cccc dddd
asd asd asd
a b c d e f g
the the the the
see see see see
wqeqwe asdasd zxczxc
reason for viewing: viewing
this is my reason for accessing this
This is a valid reason
valid business reason
sufficiently long reason text
please grant access to this record
I need this information for my work
I need to access this person's details
I need to see this person's personal information
need to view the household's details
I have a legitimate need to access this record
client file
query from customer
customer enquiry
customer called
updating system
system check
housing
homelessness
council tax
debt
safeguarding
safeguarding concerns
hgfdhgfd jhgfjhgf
ksjdhf ksdjhf ksjdhf
fjdksla; fjdksla;
lalalalala lalala
yada yada yada
bla bla bla bla
whatever whatever
Need to know
nothing in particular
. . . . . . . . . . . . 
need.need.need.need
NI GB123456C checking claim
07700 900789 call
call +44 20 7946 0958 landline for arrears
my email is x_y@foo.example.org call about rent
Born on the 4th of July 1985, arrears
1985-07-04 dob rent arrears call
living at 23 Castle Street, Dover, arrears
SW1A 1VV visit about rent
NHS: 1234567890 social care review
account number 12345678 sort 11-22-33 refund
UPRN 10001234567 void property
CTAX-12345678 arrears call
tenancy T/12345/6 arrears call
NINO ending 456C claim query
`,
}

/** Written after a mending, in four lots, each measured before anything else was changed: 208 of 214 caught then. */
export const POOR_BLIND: Readonly<Record<string, string>> = {
  filler: `
for my records
because its my job to
need to check something on here
work related matter
as part of my duties
just needed to look
information gathering
to progress the case
customer service
to action a task
internal use only
pls let me in
not sure
dont know
no comment
reviewing case file notes
was asked to by my supervisor
in the course of my work
investigating
accessing data for work reasons
see email
per my manager
admin purposes only
i have permission
to help the resident
`,
  padded: `
I am an officer and I am required to look at this record as part of my role today
this access is needed so I can continue with the work that I have been given to do
I would like to see the personal details of this person so I can see who they are
for the purposes of carrying out the normal day to day business of the council as required
reason is that I need a reason so here is the reason for this reason
nothing special just having a nose really to be honest with you
need need to to see see the the details details
`,
  mash: `
dsafjkl dsafjkl
poiuyt lkjhg
jfkdls ajfkdl sfjdk
vbnvbn fgh rty
xcvxcv sdf wer
gfdsa trewq bvcxz
hghghg jkjkjk
`,
  repetition: `
hello hello hello
tenant tenant tenant tenant
zzzzzz zzzzzzz zzzz
debt debt debt
`,
  punctuation: `
//////////
~~~ *** ~~~
🏠🏠🏠
`,
  'purpose copied': `
Homelessness relief duty
home visit
law enforcement request
`,
  identifier: `
Nino is zz 55 66 77 b for DHP
TN 98 76 54 D UC verify rent
tel 01632 960 862 ring son about arrears
mob 07700.900.456 bailiff at door
contact on +447700900456 re TA
a.nowak99@mailbox.example wants payslip receipt
her date of birth is 2nd January 1990, DHP
dob 02.01.90 hospital discharge
uprn: 10012345678 fire damage
14 Larkspur Way CT5 3KV damp visit
patient nhs 4857773456 rehab move
s/c 204455 a/c 33445566 refund of credit
council tax number 70098765 summons query
rent ref 000456789 missed payments
phone is oh one six three two nine six oh double one five, eviction
`,
  mixed: `
just a check
need it for my work today please
checking on them
record keeping
for information
FYI
for info only
having a look around
to gain access to the record
as instructed by management
task allocated to me
duty officer
I'm on duty
data needed asap
to confirm details
so I can do what I am supposed to do
no particular reason I just want to look at the record thanks
my job requires me to view personal information from time to time
I have been asked to look into this matter by somebody and need access
because the system asks me to write a reason I am writing a reason
I am entitled to view this data
everything
all of it please
lkjhgfd lkjhgf
qazwsx edcrfv
asdfg12345 qwert
uhgfr ijnbv tgvfr
sdkfj sldkfj wpeoir
eeeeee rrrrr tttttt
go go go go go
view view view access access
???? ???? ????
1 2 3 4 5 6 7 8
benefit maximisation for client
safeguarding adult case
her ni number: nk 112233 c
NI=NT-12-34-56-C arrears call
call 01632 960388 re viewing
ring mum 07 700 900 555 re kids
WhatsApp +44(0)7700-900-222 about TA
tim_b@council.example.gov.uk asked about rent
DoB 9.9.1961 hospital discharge
she was born on 23/8/75, pension credit
property ref 10033445566 gas check
TN24 8KM flat fire, rehousing
26a Wherever Lane, ct147kc, bailiffs today
NHS no. 401 023 2137 care package
20-40-60 acct 44332211 rent refund
Ctax a/c 3344556677 gone away
tenancy number 0098123 mutual exchange
Need to see the file.
Looking up this person
Access needed urgently
for housing purposes
for the case I am working on
needed to complete my work today
checking what we have on file
Opening this record for review
Just to be sure
to get information about the person
Because it is necessary
I want to know more
verification
verifying details
details of client please
as necessary
all good
hello
bored
being thorough
in case I need it
in case it is needed later
might need it
to have it to hand
for future reference
Lorem ipsum
N/A N/A N/A
TEST REASON
some reason or other
No idea
mmmm hmmm
kjdsfhkjdshf
asdklj qweoiu zxcmn
ffgghhjj kkll
uiopuiop
...need...
request request request request
This reason is long enough to pass the check I hope
I am only writing this because the box needs filling in
subject access
resident contact
tel 07700.900.111 ring after 5 about arrears
NINO QQ-123456-C DHP
QQ123456 UC claim check
mother's dob 12.6.57 pension credit
email: sam dot okoro at gmail dot com about TA
send to 4 Example Crescent, DA1 2KM
NHS number is 9434 765 919 falls
account 11 22 33 44 refund call
UPRN is one zero zero zero six two three four five
I need to look at this household
Checking on the household for my case
Accessing this as part of the normal process
for internal purposes
general household check
quick look
just a quick check thanks
Client details needed
to obtain details
To review
need personal details
I have to
I was asked to do this
Work.
It is needed for a task I am doing for my manager
Because policy says so
following procedure
council business
standard check
record check as usual
I think I know them
to see if it is my friend
looking for someone I used to know
wanted to see what happened
no reason given
Not specified
unknown
see case
refer to notes on system
details as per email
xx xx xx xx xx
lkj lkj lkj poi poi
dfgh jkl; dfgh
zaqwsx cderfv
hahahahaha
!!! urgent !!!
urgent urgent urgent
please please please let me see it
aaa bbb ccc ddd
Safeguarding a child please
Debt advice debt advice
07700900321
Call mum on 0 1632 960 111 re rent
insurance number NK 44 55 66 D claim
for client at flat 9, 33 Sample Street
mail to p.osei+home@example.net arrears
dob is 31.12.1999 leaving care
born 1 Jan 1950 pension credit
uprn=100061298765 fire
acc no 65432109 sc 40-11-22 refund
`,
}
