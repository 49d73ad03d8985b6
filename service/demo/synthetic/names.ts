type Names = readonly [string, ...string[]]
const list = (text: string): Names => text.split(/\s+/) as unknown as Names

/** Forenames and surnames as one meets them in Kent; put together by chance, they name nobody. */
export const FEMALE: Names = list(`Aisha Alice Amelia Amina Ana Angela Anita Beatrice Bethany Blessing Carol Catherine Chloe Daniela Deborah Diane Dorothy Eileen
  Eleanor Elif Emily Esther Farah Fatima Florence Folasade Freya Gemma Grace Halina Hannah Heather Ioana Isla Jacqueline Jasmine Jean Joanna Joyce Julie Karen
  Katarzyna Kavita Kelly Laura Leah Lucy Magdalena Maria Maureen Megan Mei Michelle Monika Nadia Naomi Natasha Ngozi Nicola Olivia Parveen Patricia Poppy
  Precious Rachel Rebecca Rosa Ruth Sabina Samantha Sandra Sarah Shanice Sharon Siân Simran Sofia Sunita Susan Tracey Valerie Victoria Wendy Yasmin Zainab Zoë`)
export const MALE: Names = list(`Aaron Abdul Adam Ahmed Alan Albert Alexandru Andrew Anthony Arjun Barry Ben Brian Callum Charles Chidi Christopher Colin Connor
  Craig Daniel Darren David Dean Dennis Derek Dmitri Edward Emeka Eric Ethan Faisal Finley Frank Gareth Gary George Graham Gurpreet Hamza Harry Hassan Ian Imran
  Jack Jacob James Jamie Jason José Jermaine Jordan Joseph Karim Keith Kenneth Kevin Kofi Lee Leon Liam Łukasz Marcus Mark Martin Matthew Michał Mohammed Nathan
  Neil Nigel Oliver Omar Owen Patrick Paul Philip Piotr Rahul Raymond Reece Richard Robert Ronald Ryan Samuel Scott Sean Simon Stephen Stuart Tariq Terence Thomas
  Tobi Victor Wayne William Yusuf`)
export const SURNAMES: Names = list(`Abbott Adeyemi Ahmed Akhtar Allen Anderson Andrews Bailey Baker Balogun Banerjee Barber Barnes Begum Bennett Bhatt Bishop Booth
  Bradley Brooks Brown Burton Butler Campbell Carter Çelik Chapman Chauhan Cheng Clarke Cole Collins Cook Cooper Cox Dąbrowski Davies Dawson Dixon Doyle Edwards
  Ellis Evans Fernandes Fisher Fletcher Foster Fox Francis Gibson Gill Gordon Graham Grant Gray Green Griffiths Gurung Hall Hamilton Harper Harris Harrison Harvey
  Hassan Henderson Hill Holmes Hughes Hunt Hussain Ibrahim Ivanova Jackson James Jenkins Johnson Jones Kamara Kaur Kelly Khan King Knight Kowalska Kumar Lawson Lee
  Lewis Limbu Lloyd Marshall Martin Mason Matthews McCarthy McDonald Mensah Miah Mills Mitchell Moore Morgan Morris Murphy Murray Mwangi Nguyen Nowak Nwosu O'Brien
  O'Connor Okafor-Lane Okoro Osei Owen Palmer Parker Patel Pearce Pereira Phillips Popescu Powell Price Qureshi Rahman Rai Reid Reynolds Richards Roberts Robinson
  Rogers Rose Russell Ryan Saunders Scott Shah Sharma Shaw Silva Simpson Singh Smith Smith-Jones Stevens Stewart Sullivan Szabó Taylor Thapa Thomas Thompson Turner
  Uddin Walker Wallace Walsh Ward Watson Webb West White Wilkinson Williams Wilson Wood Wright Yeboah Yilmaz Young Zhang`)

/** Unaccented small letters of a name, for an invented e-mail address. */
export const plainLetters = (name: string): string =>
  name.normalize('NFD').replaceAll(/ł/gi, 'l').replaceAll(/[^a-z]/gi, '').toLowerCase()
