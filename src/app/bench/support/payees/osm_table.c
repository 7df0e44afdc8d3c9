/* Table file: only words.
 *
 * What is paid for at a place, by the key and value that OpenStreetMap documents for it (wiki.openstreetmap.org, "Map features" and the
 * pages of the keys shop, amenity, office, craft, healthcare, leisure, tourism and club), as a category of Florin's default tree. Decided by
 * what a household buys there, in doubt as merchant category codes are in sorting/categories.c; not by how well it can be told from a
 * name. What nobody pays at (a bench, a street cabinet) is not here. */
#include "app/bench/support/payees/osm.h"

const struct osm_list osm_lists[] = {
    {"Expenses:Groceries", "shop",
     "supermarket|convenience|bakery|butcher|greengrocer|deli|cheese|dairy|seafood|fish|pasta|confectionery|"
     "chocolate|pastry|spices|"
     "health_food|frozen_food|farm|food|grocery|beverages|water|tea|rice|nuts|honey|organic|kiosk|wholesale|"
     "general|country_store|"
     "outpost|spaces|eggs|cooking_oil|hot_sauce|olive_oil|bread|sweets|cash_and_carry|tortilla|brewing_"
     "supplies|coffee|health|vegetables"},
    {"Expenses:Groceries", "amenity", "marketplace|food_sharing|food_bank"},
    {"Expenses:Groceries", "craft", "bakery|confectionery|butcher|beekeeper|oil_mill|grinding_mill"},
    {"Expenses:Restaurants", "amenity", "restaurant|fast_food|food_court|ice_cream|canteen|bbq"},
    {"Expenses:Restaurants", "shop", "ice_cream|catering|fast_food"},
    {"Expenses:Restaurants", "craft", "caterer"},
    {"Expenses:Coffee", "amenity", "cafe"},
    {"Expenses:Alcohol and bars", "amenity", "bar|pub|biergarten|nightclub|hookah_lounge|stripclub"},
    {"Expenses:Alcohol and bars", "shop", "alcohol|wine|liquor"},
    {"Expenses:Alcohol and bars", "craft", "brewery|winery|distillery|cider"},
    {"Expenses:Transport:Public transport", "amenity",
     "bicycle_rental|car_sharing|kick-scooter_rental|motorcycle_rental|scooter_rental|ferry_terminal|bus_"
     "station|"
     "ticket_validator|bicycle_parking|car_pooling|boat_sharing|bicycle_repair_station"},
    {"Expenses:Transport:Public transport", "public_transport", "*"},
    {"Expenses:Transport:Public transport", "railway", "station|halt|tram_stop|subway_entrance"},
    {"Expenses:Transport:Public transport", "highway", "bus_stop"},
    {"Expenses:Transport:Public transport", "route",
     "bus|trolleybus|tram|subway|light_rail|train|railway|tracks|ferry|monorail|aerialway|funicular|share_"
     "taxi"},
    {"Expenses:Transport:Public transport", "shop", "bicycle_rental|scooter_rental"},
    {"Expenses:Transport:Taxi", "amenity", "taxi"},
    {"Expenses:Transport:Taxi", "office", "taxi"},
    {"Expenses:Transport:Parking and tolls", "amenity",
     "parking|parking_entrance|parking_space|motorcycle_parking|vehicle_ramp"},
    {"Expenses:Transport:Parking and tolls", "barrier", "toll_booth"},
    {"Expenses:Transport:Parking and tolls", "highway", "toll_gantry"},
    {"Expenses:Transport:Car", "amenity",
     "car_wash|vehicle_inspection|driving_school|compressed_air|weighbridge"},
    {"Expenses:Transport:Car", "shop",
     "car|car_repair|car_parts|tyres|motorcycle|motorcycle_repair|motorcycle_parts|truck|truck_repair|truck_"
     "parts|bicycle|scooter|caravan|"
     "trailer|boat|boat_parts|boat_repair|snowmobile|atv|golf_cart|jetski|tractor|tractor_repair|tractor_"
     "parts|car_service|auto_parts|vehicle|oil"},
    {"Expenses:Transport:Car", "service", "tyres|vehicle"},
    {"Expenses:Transport:Car", "craft", "car_repair|car_painter|boatbuilder"},
    {"Expenses:Transport:Car", "club", "automobile|motorcycle"},
    {"Expenses:Fuel", "amenity", "fuel|charging_station"},
    {"Expenses:Fuel", "waterway", "fuel"},
    {"Expenses:Fuel", "highway", "services"},
    {"Expenses:Housing", "office", "estate_agent|property_management|housing|building_management"},
    {"Expenses:Housing", "shop", "estate_agent"},
    {"Expenses:Housing", "landuse", "residential"},
    {"Expenses:Housing", "building", "apartments|dormitory"},
    {"Expenses:Housing", "residential", "*"},
    {"Expenses:Housing:Mortgage", "office", "mortgage"},
    {"Expenses:Housing:Repairs", "craft",
     "plumber|electrician|carpenter|painter|roofer|hvac|builder|tiler|plasterer|glaziery|glazier|window_"
     "construction|locksmith|"
     "metal_construction|stonemason|chimney_sweeper|floorer|insulation|joiner|parquet_layer|scaffolder|sun_"
     "protection|stove_fitter|"
     "cabinet_maker|handyman|blacksmith|bricklayer|cooper|dressmaker_repair|paver|rigger|welder|turner|"
     "elevator"},
    {"Expenses:Housing:Repairs", "office", "construction_company|construction|architect|engineer|surveyor"},
    {"Expenses:Utilities:Electricity and gas", "office", "energy_supplier"},
    {"Expenses:Utilities:Electricity and gas", "power", "*"},
    {"Expenses:Utilities:Electricity and gas", "route", "power"},
    {"Expenses:Utilities:Electricity and gas", "shop", "gas|energy"},
    {"Expenses:Utilities:Electricity and gas", "man_made", "pipeline|gasometer"},
    {"Expenses:Utilities:Water", "office", "water_utility"},
    {"Expenses:Utilities:Water", "man_made", "water_works|wastewater_plant|pumping_station|water_tower"},
    {"Expenses:Utilities:Waste", "amenity",
     "recycling|waste_disposal|waste_transfer_station|waste_basket|sanitary_dump_station"},
    {"Expenses:Utilities:Waste", "landuse", "landfill"},
    {"Expenses:Utilities:Waste", "office", "waste_management"},
    {"Expenses:Phone", "shop",
     "mobile_phone|telecommunication|mobile_phone_accessories|mobile_phone_repair|telephone"},
    {"Expenses:Phone", "office", "telecommunication"},
    {"Expenses:Phone", "amenity", "telephone"},
    {"Expenses:Phone", "telecom", "*"},
    {"Expenses:Phone", "man_made", "street_cabinet|communications_tower"},
    {"Expenses:Phone:Internet", "internet_access", "*"},
    {"Expenses:Phone:Internet", "office", "internet_service_provider"},
    {"Expenses:Insurance", "office", "insurance|insurance_adjuster|health_insurance"},
    {"Expenses:Insurance", "shop", "insurance"},
    {"Expenses:Health", "amenity", "hospital|clinic|doctors|dentist|nursing_home|blood_bank|health_post"},
    {"Expenses:Health", "healthcare", "*"},
    {"Expenses:Health", "shop",
     "optician|hearing_aids|medical_supply|herbalist|nutrition_supplements|orthopedics|audiologist|"
     "physiotherapist"},
    {"Expenses:Health", "office", "physician|therapist|medical"},
    {"Expenses:Health", "emergency", "ambulance_station"},
    {"Expenses:Health", "craft", "optician|dental_technician|orthopaedic_technician|hearing_aids"},
    {"Expenses:Health:Pharmacy", "amenity", "pharmacy"},
    {"Expenses:Health:Fitness", "leisure",
     "fitness_centre|fitness_station|sports_centre|sports_hall|swimming_pool|dance|pitch|stadium|track|horse_"
     "riding"},
    {"Expenses:Health:Fitness", "amenity", "gym|dojo|dive_centre"},
    {"Expenses:Health:Fitness", "club", "sport"},
    {"Expenses:Shopping:Clothing", "shop",
     "clothes|shoes|fashion|fashion_accessories|boutique|bag|jewelry|watches|leather|accessories|lingerie|"
     "fur|uniforms|underwear|hats|wigs|"
     "wedding|tailor|fabric|wool|shoe_repair|shoes_repair|second_hand_clothes"},
    {"Expenses:Shopping:Clothing", "craft",
     "dressmaker|tailor|shoemaker|jeweller|jeweler|watchmaker|goldsmith|leather|embroiderer|embroidery|"
     "furrier|saddler"},
    {"Expenses:Shopping:Electronics", "shop",
     "electronics|computer|hifi|radiotechnics|camera|photo|video_games|printer_ink|appliance|electrical|"
     "robot"},
    {"Expenses:Shopping:Electronics", "craft", "electronics_repair|electronics"},
    {"Expenses:Shopping:Books", "shop", "books|newsagent|comics|anime|religion|magazines"},
    {"Expenses:Shopping", "shop",
     "department_store|variety_store|mall|second_hand|charity|antiques|art|craft|collector|sports|outdoor|"
     "fishing|hunting|golf|ski|surf|"
     "scuba_diving|swimming|weapons|knives|stationery|model|musical_instrument|music|video|games|tobacco|e-"
     "cigarette|cannabis|erotic|"
     "hemp|trophy|pyrotechnics|party|catalogue|outlet|ticket_gift|frame|fireworks|military_surplus|vacant_"
     "store|e-commerce|gold_buyer|auction|"
     "auction_house|coins|telescope|candles|psychic|esoteric"},
    {"Expenses:Shopping", "amenity", "vending_machine|parcel_locker"},
    {"Expenses:Shopping", "landuse", "retail"},
    {"Expenses:Home", "shop",
     "furniture|doityourself|houseware|household_linen|bed|kitchen|interior_decoration|hardware|paint|garden_"
     "centre|garden_furniture|tiles|"
     "flooring|carpet|curtain|lighting|bathroom_furnishing|window_blind|doors|trade|glaziery|agrarian|power_"
     "tools|tool_hire|"
     "vacuum_cleaner|swimming_pool|bbq|fireplace|pottery|building_materials|groundskeeping|plant_hire|"
     "security|sewing|timber|energy_saving|"
     "hvac|locksmith|pest_control|repair|plumbing|tools|household|cleaning_supplies|stove|sauna"},
    {"Expenses:Home", "craft",
     "upholsterer|gardener|key_cutter|handicraft|pottery|basket_maker|interior_decorator|interior_work|"
     "cleaning|pest_control|sawmill|clockmaker|bookbinder|sculptor"},
    {"Expenses:Home", "office", "interior_design|gardener"},
    {"Expenses:Subscriptions", "club", "*"},
    {"Expenses:Subscriptions", "office", "association|union|political_party|newspaper|publisher|religion"},
    {"Expenses:Travel", "shop", "travel_agency|rental_car|luggage"},
    {"Expenses:Travel", "amenity", "car_rental|boat_rental"},
    {"Expenses:Travel", "office", "travel_agent|guide|visa|airline"},
    {"Expenses:Travel", "tourism", "information"},
    {"Expenses:Travel:Lodging", "tourism",
     "hotel|motel|hostel|guest_house|apartment|chalet|camp_site|caravan_site|camp_pitch|alpine_hut|"
     "wilderness_hut|resort"},
    {"Expenses:Travel:Lodging", "leisure", "resort|summer_camp"},
    {"Expenses:Travel:Flights", "aeroway", "*"},
    {"Expenses:Entertainment", "amenity",
     "cinema|theatre|casino|gambling|karaoke_box|arts_centre|events_venue|concert_hall|planetarium|"
     "exhibition_centre|photo_booth|"
     "community_centre|conference_centre|music_venue|love_hotel|brothel|swingerclub|social_centre|public_"
     "bath|internet_cafe|studio"},
    {"Expenses:Entertainment", "leisure",
     "amusement_arcade|adult_gaming_centre|bowling_alley|escape_game|trampoline_park|miniature_golf|golf_"
     "course|water_park|ice_rink|"
     "high_ropes_course|sauna|marina|hackerspace|tanning_salon_|park|nature_reserve|bandstand|disc_golf_"
     "course|beach_resort|spa_|shooting_range"},
    {"Expenses:Entertainment", "tourism",
     "theme_park|museum|zoo|aquarium|attraction|gallery|artwork|viewpoint|picnic_site"},
    {"Expenses:Entertainment", "shop", "lottery|bookmaker|ticket"},
    {"Expenses:Entertainment", "boundary", "national_park|protected_area"},
    {"Expenses:Entertainment", "historic", "*"},
    {"Expenses:Education", "amenity",
     "school|university|college|language_school|music_school|prep_school|training|library|dancing_school|"
     "surf_school|research_institute|art_school|cooking_school|public_bookcase"},
    {"Expenses:Education", "office", "educational_institution|tutoring|research|university"},
    {"Expenses:Children", "amenity", "kindergarten|childcare|toy_library"},
    {"Expenses:Children", "shop", "toys|baby_goods|baby|children"},
    {"Expenses:Children", "leisure", "playground|indoor_play"},
    {"Expenses:Pets", "shop", "pet|pet_grooming|pet_food|aquatics"},
    {"Expenses:Pets", "amenity", "veterinary|animal_boarding|animal_shelter|animal_breeding|animal_training"},
    {"Expenses:Pets", "leisure", "dog_park"},
    {"Expenses:Gifts", "shop", "gift|florist|souvenir"},
    {"Expenses:Gifts:Donations", "amenity", "place_of_worship|social_facility|monastery|refugee_site"},
    {"Expenses:Gifts:Donations", "office", "charity|ngo|foundation|parish|diplomatic_fund"},
    {"Expenses:Personal care", "shop",
     "hairdresser|beauty|cosmetics|perfumery|chemist|massage|tattoo|hairdresser_supply|piercing|tanning|"
     "nails|spa|barber"},
    {"Expenses:Personal care", "amenity", "shower|toilets|spa"},
    {"Expenses:Personal care", "leisure", "tanning_salon|spa"},
    {"Expenses:Personal care", "craft", "hairdresser|beautician"},
    {"Expenses:Services", "amenity",
     "post_office|post_box|post_depot|mortuary|crematorium|funeral_hall|prison|courthouse|police|fire_"
     "station|townhall|coworking_space|lounger|trolley_bay|luggage_locker|left_luggage|locker"},
    {"Expenses:Services", "shop",
     "laundry|dry_cleaning|copyshop|storage_rental|funeral_directors|rental|lawyer|internet_cafe|photo_"
     "studio|printing|packaging"},
    {"Expenses:Services", "office",
     "lawyer|notary|employment_agency|coworking|company|it|consulting|logistics|courier|moving_company|"
     "security|advertising_agency|graphic_design|"
     "web_design|bail_bond_agent|private_investigator|translator|event_management|recruitment|government|"
     "administrative|diplomatic|marketing|politician|"
     "printing|design|photographer|quango|register|tutor|digitization"},
    {"Expenses:Services", "craft",
     "photographer|signmaker|printer|photographic_laboratory|agricultural_engines|sailmaker|tool_repair|"
     "laundry|print_shop|musical_instrument|piano_tuner|organ_builder"},
    {"Expenses:Fees", "amenity", "bank|money_transfer|bureau_de_change|payment_centre|payment_terminal"},
    {"Expenses:Fees", "office", "financial|financial_services|accountant"},
    {"Expenses:Taxes", "office", "tax|tax_advisor"},
    {"Expenses:Cash", "amenity", "atm"},
    {"Expenses:Debt", "shop", "money_lender|pawnbroker"},
    {"Expenses:Savings and investments", "office", "financial_advisor|investment|wealth_management"},
};

const size_t osm_list_count = sizeof osm_lists / sizeof osm_lists[0];
