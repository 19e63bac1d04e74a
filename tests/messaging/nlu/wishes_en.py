"""What guests write in English when they want something done (IS), and what only looks like it (NOT)."""

IS = {
    "towels": """
        can you bring me a hairdryer? | I need two more towels in room 204 | could you send up a pillow please
        there are no towels in the bathroom | there's no toilet paper | could we have an extra blanket?
        we ran out of soap | can I borrow an adapter? | do you have an iron I could borrow? | 2 towels please
        we need more hangers | please bring some ice | could I get a bottle of water? | we have no shampoo
        hi, would you send a charger to my room? | extra pillows please | I'd like a kettle in the room
        can you lend me an umbrella?
    """,
    "cleaning": """
        can you clean my room please? | our room hasn't been cleaned today | the room is dirty | please make the bed
        the bathroom is filthy | could we get housekeeping now? | can you send housekeeping? | nobody cleaned the room
        please empty the bins | could someone clean the room? | the room was not made up | can you take out the trash
        no need to clean today | please make up the room
    """,
    "maintenance": """
        the air conditioning doesn't work | the wifi is not working | no hot water in 204 | the shower is broken
        the TV won't turn on | the toilet is clogged | the lights stopped working | I can't open the safe
        my key card doesn't open the door | there's a leak in the bathroom | the room smells of damp
        the neighbours are making too much noise | we can't sleep because of the loud music | it's too noisy
        the toilet won't flush | wifi is really slow | I'm locked out | the heater isn't heating | cockroach in the room
        the sink is blocked
    """,
    "wake_up_call": """
        wake me up at 7 please | can you wake us tomorrow at 6:30? | I'd like a wake-up call
        could I get a wake up call for half past seven | wake-up call at 5 | I need a wakeup call for tomorrow
        please wake me at six am | could you arrange a morning call at 8? | wake-up call please
        can we have a wake-up call at 5:15? | would you wake us at 4 in the morning | wake me tomorrow
        can I order a wake-up call for friday at 7?
    """,
    "lost_property": """
        I left my charger in the room | I lost my wallet at the hotel | forgot my keys in room 204
        did you find my glasses? | lost and found | we left our daughter's teddy bear | I can't find my ring
        I think I left a watch in the safe | has anyone found my phone? | left something in the room
        I forgot my jacket in the wardrobe | lost property | I lost my passport | we left a bag in the room yesterday
    """,
    "transfer": """
        I need a taxi for tomorrow at 5 | I'd like a transfer from the airport | can you call me a cab?
        can you pick us up at the airport? | book a transfer to the airport on Friday at 10 please
        please arrange a taxi | we need a shuttle for 4 people | could you order an uber for us?
        could you collect us from the station? | can we arrange a pickup? | taxi to the airport please
        can you get me a taxi to the station? | I want to book a taxi
    """,
    "luggage": """
        can I leave my luggage before check-in? | could you store our bags until 6pm?
        can we leave our suitcases after check out? | I'd like to leave my bags in the morning
        would you hold my luggage on Sunday? | can you keep our baggage until tonight? | please store my luggage
        we'll drop our bags early | could we drop off our luggage at 10? | can I store my backpack with you?
        is it possible to leave our bags after checkout? | will you look after our luggage?
    """,
    "invoice": """
        I need an invoice | can you send me the invoice? | could I get an invoice for my company | invoice please
        please email me the invoice | I haven't received my invoice | we need a VAT invoice
        can I have an invoice in the name of Acme Ltd? | please issue an invoice
        could you make an invoice to my company
        I would like an invoice for my stay | can you resend the invoice | I need a tax invoice
    """,
    "payment": """
        the payment link doesn't work | I've already paid | which account should I transfer to?
        can you send me a payment link? | I want to pay the deposit | I was charged twice | how do I pay for my booking?
        I made the transfer yesterday | my card was declined | please send the bank details | I'd like to pay in advance
        my card number is 4111 1111 1111 1111 | I can't pay | here is the proof of payment | what's your IBAN?
    """,
    "complaint": """
        I want to make a complaint | I want to complain | this is unacceptable | terrible service
        I'm very disappointed | this is a disgrace | we were treated very badly, treated us like dirt | worst hotel ever
        the service was awful | we are really upset | I need to file a complaint | absolutely appalling
        never staying here again | the staff was so rude
    """,
    "cot": """
        we need a cot | can you add an extra bed? | could we have a high chair in the room?
        I'd like a crib for our baby
        please put a crib in the room | we'll need a travel cot | can you prepare a baby cot? | a cot please
        could you bring a high chair? | I need an additional bed | can I request a crib and a high chair
        please add a rollaway bed to my reservation
    """,
    "accessibility": """
        I use a wheelchair | my mother is in a wheelchair | I'm deaf | I travel with a guide dog
        my father can't climb stairs | we need step-free access | my husband is blind | I need a roll-in shower
        she has limited mobility | my wife uses crutches | my room should be near the lift, I use a walker
        my son is hard of hearing | I require grab bars in the bathroom
    """,
    "photos": """
        can you send me photos of the room? | I'd like to see some pictures | do you have photos of the rooms?
        send pics please | photos of the hotel | any pictures of the suite? | could you share some images of the room?
        show me photos | have you got photos? | pictures of the double room please | I want to see photos
        can I see pictures of your rooms?
    """,
    "confirmation_qr": """
        can you resend the confirmation? | I didn't get my confirmation | send me the QR of my booking
        I lost my QR code | I need the confirmation again | can you send my voucher? | where's my qr
        can't find my booking confirmation | please forward the confirmation | I haven't received the confirmation
        can I have my qr code? | get me a copy of my reservation confirmation
    """,
}
NOT = {
    "towels": """
        do you have a hairdryer? | are there towels at the pool? | does the room have an iron? | are towels included?
        I want a room with a kettle | what time is breakfast? | I'd like to know if you have an iron
        there's no hot water | is the tap water drinkable? | is there a hairdryer in the room?
    """,
    "cleaning": """
        what time do you clean? | is cleaning included? | how often are rooms cleaned? | is there a cleaning fee?
        I want to make a booking | do you have laundry? | is the hotel clean? | book a room | the room is great
    """,
    "maintenance": """
        do you have air conditioning? | does the wifi work at the pool? | is there hot water all day?
        how does breakfast work?
        is the area noisy? | the payment link doesn't work | is there a safe? | is wifi free?
        what time does the bar close?
    """,
    "wake_up_call": """
        what time is breakfast? | is there an alarm clock in the room? | we arrive at 7 | tomorrow at 7
        do you offer wake-up calls? | I woke up late | are you open at 7? | don't wake me up
    """,
    "lost_property": """
        I lost my booking number | I missed my flight | I forgot my e-mail | we left the hotel at 10 | forget it
        where do I leave the car? | can I leave my bags? | I lost my flight confirmation
    """,
    "transfer": """
        how much is a taxi to the airport? | do you have a shuttle? | how far is the airport?
        how do I get from the airport? | I made the transfer | do you offer transfers? | book a room
        is the shuttle free? | I'd like to know how much the transfer costs
    """,
    "luggage": """
        do you have luggage storage? | I left my bag in the room | is there a luggage room? | do you help with bags?
        the airline lost my luggage | we have a lot of bags | is luggage storage free? | how big are the lockers?
    """,
    "invoice": """
        do you issue invoices? | is tax included? | I want to pay | do you take cards? | how much is a night?
        my booking please | book it under my company | is an invoice included?
    """,
    "payment": """
        do you accept cards? | can I pay by card? | how much is it? | do you take cash? | what are the payment methods?
        is a deposit required? | book from the 3rd to the 5th | do you accept dollars?
    """,
    "complaint": """
        do you have a guest book? | we are very happy | the service was excellent | is it noisy? | all good, thank you
        cancel my reservation | that's too expensive | I don't like that room
    """,
    "cot": """
        do you have cots? | is the cot free? | how much is an extra bed? | is there a high chair in the restaurant?
        I want to book a room with a cot from July 3 to July 5 | do you offer cribs? | double bed or twin beds?
        I want a room with a crib
    """,
    "accessibility": """
        is the hotel accessible? | do you have a lift? | is there a ramp? | do you accept dogs?
        is it suitable for wheelchairs? | do you have accessible rooms? | I'm coming with my dog | are there stairs?
    """,
    "photos": """
        I'll send you a photo of the receipt | can I take photos at the bar? | the picture in my passport is old | hi
        what is the room like? | do you have instagram? | I want to see my booking | what view does the suite have?
    """,
    "confirmation_qr": """
        can I pay with a QR code? | I want to confirm my booking | confirm | show my booking
        what's my confirmation number? | is there a QR menu? | cancel my booking | is my booking confirmed?
    """,
}
