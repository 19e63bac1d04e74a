"""English: lines "kind: what a guest writes", and lines that are no alarm."""

ALARMS = """
fire: there's a fire in the hallway
fire: FIRE FIRE FIRE
fire: fireee on the 2nd floor
fire: i see smoke coming out of the vent
fire: the corridor is full of smoke
fire: my curtains are on fire
fire: the fire alarm is going off and I smell burning
fire: smoke alarm going off in 305
fire: something exploded in the kitchen
fire: sparks coming from the socket
fire: bring an extinguisher now
fire: call the fire brigade
fire: the bin caught fire
gas: I smell gas
gas: strong smell of gas in our room
gas: there is a gas leak
gas: the carbon monoxide alarm went off
medical: my wife is having a heart attack
medical: he's not breathing
medical: I can't breathe
medical: we need an ambulance
medical: call an ambulence pls
medical: my dad collapsed
medical: she passed out in the bathroom
medical: my son is choking
medical: allergic reaction, her throat is closing, peanuts
medical: does anyone have an epipen
medical: my friend is having a seizure
medical: he's bleeding a lot
medical: her water broke
medical: my wife is in labour
medical: my toddler is locked in the bathroom
medical: the baby is locked in the car
medical: I think he overdosed
medical: my mum fell down the stairs
medical: he hit his head and won't wake up
medical: chest pain, left arm numb
medical: bitten by a snake
medical: my kid swallowed a battery
medical: need a doctor in room 12
medical: he had a stroke
violence: we are being robbed
violence: I was mugged outside
violence: there's a man with a knife in the lobby
violence: he has a gun
violence: gunshots outside
violence: call the police
violence: a man is following me to my room
violence: a guest is harassing me
violence: the masseur groped me, he touched me
violence: my boyfriend is hitting me
violence: the guy next door is beating his wife
violence: there's a fight in the bar
violence: I've been raped
violence: there is a bomb in the lobby
intruder: someone is in my room
intruder: someone is trying to break into my room
intruder: there's an intruder on our balcony
intruder: a stranger came into our room
lift: we're stuck in the elevator
lift: trapped in the lift with my kids
lift: stuck inside your lift for 20 min
drowning: a child is drowning
drowning: a girl fell into the pool
drowning: my husband got swept out by the waves
flood: our room is flooding
flood: a pipe burst, water everywhere
suicide: I want to kill myself
suicide: I don't want to live anymore
suicide: my friend says he will jump off the balcony
suicide: I'm suicidal
disaster: earthquake!
disaster: the ceiling collapsed
unknown: this is an EMERGENCY
unknown: emergancy? no: emergensy room 4
unknown: SOS
unknown: help me now please
unknown: please help me quick
"""

CALM = """
is there a fire in the fireplace?
do you have a fire pit?
where is the emergency exit?
is there a fire extinguisher in the room?
are there smoke detectors?
is it a smoke free hotel?
the room smelled of cigarette smoke
can we sit by the fire?
do the rooms have an open fire?
will there be fireworks on new year's eve?
does the tv have a fire stick?
your playlist is fire
the heat is killing me, is there AC?
my feet are killing me
I'm dying to see the sea
dying of hunger, when does the restaurant open?
the breakfast was to die for
dead tired, can we check in early?
my phone is dead, do you have a charger?
the battery is dead in the remote
I'm allergic to peanuts, is breakfast safe?
my son has a nut allergy
is there a doctor near the hotel?
do you have the number of a doctor's office? I have a doctor's appointment
nearest hospital?
what is the emergency number here?
we had a family emergency and need to cancel
I need to cancel because of a medical emergency
is the stove gas or electric?
sparkling water with gas?
is there a gas station nearby?
the elevator is not working
do you have a lift?
is the lift wheelchair accessible?
I'm drowning in work emails, need good wifi
is the pool deep? my son can't swim
do you have bath bombs?
the pool is the bomb
can I have a bread knife?
is there a shooting range around?
I'm shooting photos at sunrise
does the street flood in winter?
room flooded with light, lovely
is it hurricane season in october?
when is hurricane season?
I'm locked out of my room
I'm stuck in traffic, late arrival ok?
labour day weekend rates?
do you show the boxing fight tonight?
my flight lands at 9
room for two from the 20th to the 22nd
how much is the double?
is it safe to walk at night?
is there a police station nearby?
breathtaking views!
I could murder a coffee, I'd kill for a coffee
we got fired up for the trip
can you light the fire for us tonight?
is there a fire escape?
body lotion please
do you have a sofa bed?
it's not an emergency but the tap drips
can I get two more pillows
the wifi died
the lamp burnt out
"""
