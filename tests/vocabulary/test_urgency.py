"""Which words of a reader lead to the emergency box, and which only look as if they did."""

import pytest

import vocabulary
from conditions import triage
from vocabulary import urgency

METHOTREXATE, STIFF_NECK = "methotrexate-days", "stiff-neck"


@pytest.mark.parametrize(
    "text",
    [
        "methotrexate every day by mistake instead of weekly",
        "I took my methotrexate daily for a week",
        "mum has been taking MTX each day",
        "took methotrexate twice this week",
        "took two doses of methotrexate",
        "double dose of methotrexate by accident",
        "too many methotrexate tablets",
        "took too much metotrexate",
        "my dad takes methotrexate 7 days a week",
        "methotrexate every other day, was told weekly",
        "took Trexall on Monday and again on Tuesday by mistake",
        "tomé metotrexato todos los días",
        "Methotrexat jeden Tag genommen",
        "méthotrexate tous les jours par erreur",
        "tomei metotrexato todos os dias",
    ],
)
def test_methotrexate_more_often_than_once_a_week_is_heard(text):
    assert METHOTREXATE in urgency.signs(text)
    assert vocabulary.urgent(text) == "emergency"


@pytest.mark.parametrize(
    "text",
    [
        "missed my methotrexate, took it 3 days late",
        "methotrexate weekly and folic acid every day",
        "why is methotrexate once a week",
        "folic acid daily with methotrexate",
        "methotrexate and prednisone studies",
        "how many days after methotrexate can I drink",
        "methotrexate day after side effects",
        "double blind study of methotrexate",
    ],
)
def test_methotrexate_as_it_should_be_taken_raises_nothing(text):
    assert vocabulary.urgent(text) == ""


@pytest.mark.parametrize(
    "text",
    [
        "headache stiff neck day after infusion",
        "stiff neck and bad headache since IVIG",
        "my head hurts and I cannot bend my neck after Privigen",
        "pounding head, neck is stiff, had immunoglobulin yesterday",
        "daughter has headache and neck stiffness after drip",
        "sore stiff neck, migraine, light hurts, IVIG on Monday",
        "dolor de cabeza y cuello rígido después de la infusión",
        "Kopfschmerzen und steifer Nacken nach der Infusion",
        "mal de tête et nuque raide après la perfusion",
        "could this be meningitis after IVIG",
    ],
)
def test_a_headache_with_a_stiff_neck_is_heard(text):
    assert STIFF_NECK in urgency.signs(text)
    assert vocabulary.urgent(text) == "emergency"


@pytest.mark.parametrize(
    "text",
    [
        "dry cough for 3 months and getting puffed on stairs",
        "coughing and winded when I walk uphill",
        "cough, run out of breath going upstairs",
        "new cough and cant catch my breath",
        "cough and no puff left",
        "MDA5 and a dry cough",
        "have Jo-1 and started coughing",
        "methotrexate cough",
        "cough with lung disease and myositis getting worse",
        "gets puffed out making the bed",
        "huffing and puffing after a few steps",
        "tos seca y me canso al subir, me falta el aire",
        "CK 18000 and dark pee",
        "CK 25000, so weak I can't stand",
        "CK of 40,000 and muscles hurt",
        "creatine kinase 12000 legs are cramping",
        "my son's CK is 30000 and he is sore all over",
        "CK 9000 y dolor muscular",
    ],
)
def test_a_cough_with_short_breath_and_a_very_high_ck_with_signs_are_heard(text):
    assert vocabulary.urgent(text) == "emergency"


@pytest.mark.parametrize(
    "text",
    [
        "CK 350 and sore",
        "CK 18000",
        "cough syrup",
        "stiff neck",
        "headache after IVIG",
        "coughing into the elbow",
        "CK 600 weak thighs",
    ],
)
def test_a_number_or_one_sign_alone_is_not(text):
    assert vocabulary.urgent(text) == ""


# The handful of signs that cannot wait, as people say them in five languages.
@pytest.mark.parametrize(
    "text",
    [
        "j'avale de travers tout le temps, que faire",
        "je n'arrive plus à avaler",
        "j'ai du mal à avaler",
        "difficulté à respirer",
        "je m'étouffe en mangeant",
        "j'ai mal à la poitrine",
        "fausses routes en mangeant",
        "essoufflé au repos",
        "ich kann nicht schlucken",
        "ich verschlucke mich ständig",
        "Schluckbeschwerden",
        "kann kaum noch atmen",
        "Probleme beim Schlucken",
        "Luftnot seit heute",
        "Schmerzen in der Brust",
        "se me atora la comida",
        "me atraganto con el agua",
        "no logro tragar la saliva",
        "me cuesta mucho respirar",
        "me duele el pecho",
        "no me entra el aire",
        "problemas para tragar",
        "não consigo engolir",
        "não consigo respirar direito",
        "falta de ar",
        "dor no peito",
        "engasgo com a comida",
        "dificuldade para engolir",
        "non riesco a deglutire",
        "non riesco a respirare",
        "mi manca il fiato",
        "dolore al petto",
        "faccio fatica a deglutire",
        "mi va di traverso il cibo",
    ],
)
def test_signs_that_cannot_wait_are_heard_in_other_languages(text):
    assert vocabulary.urgent(text) == "emergency"


@pytest.mark.parametrize(
    "text",
    [
        "je veux mourir",
        "j'ai envie d'en finir",
        "je ne veux plus vivre",
        "ich will sterben",
        "ich möchte nicht mehr leben",
        "ich will nicht mehr",
        "quiero morirme",
        "ya no quiero vivir",
        "quero morrer",
        "não quero mais viver",
        "voglio morire",
        "non voglio più vivere",
    ],
)
def test_despair_is_heard_in_other_languages(text):
    assert vocabulary.urgent(text) == "self_harm"


@pytest.mark.parametrize(
    "text",
    [
        "no trouble swallowing, just weak legs",
        "no rash no fever no breathing problems, only thighs ache after walking",
        "I have no chest pain",
        "without fever",
        "never had trouble swallowing",
        "denies chest pain",
        "patient denies any shortness of breath",
        "I don't have a fever",
        "does not have trouble breathing",
        "not short of breath",
        "no rash or fever",
        "no cough, fever or chest pain",
        "no fever and no chest pain",
        "no difficulty breathing or swallowing",
        "he isn't breathless",
        "never fainted",
        "haven't had any chest pain",
        "no problems with swallowing",
        "weak thighs but no dark urine",
        "free of fever",
        "sin fiebre",
        "no tengo fiebre",
        "sin dificultad para tragar",
        "no tengo dolor de pecho",
        "nunca tuve fiebre",
        "pas de fièvre",
        "sans douleur thoracique",
        "kein Fieber",
        "ohne Atemnot",
        "keine Brustschmerzen",
        "sem febre",
        "não tenho febre",
        "senza febbre",
        "non ho febbre",
    ],
)
def test_a_sign_that_is_denied_raises_nothing(text):
    assert vocabulary.urgent(text) == ""


@pytest.mark.parametrize(
    "text",
    [
        "no relief from chest pain",
        "I cannot breathe",
        "can't swallow",
        "not able to swallow",
        "no longer able to swallow",
        "can no longer swallow",
        "I don't breathe well",
        "not breathing",
        "no fever but trouble breathing",
        "no trouble swallowing but I can't breathe",
        "no fever, chest pain since morning",
        "no appetite, fever, chills",
        "can't eat without choking",
        "not a day without fever",
        "never had chest pain like this",
        "I have never been so breathless",
        "no idea why I have chest pain",
        "no one listens, I cannot breathe",
        "no doctor will see me, chest pain",
        "not only fever but chills",
        "no doubt I have a fever",
        "no trouble swallowing until yesterday",
        "not getting enough air",
        "no rash. fever 39",
        "without my pills I faint",
        "no breath left",
        "no air",
        "doesn't swallow any more",
        "he isn't breathing",
        "she won't swallow",
        "no me entra aire",
        "sin poder respirar",
        "no tengo aire",
        "keine Luft",
        "je ne respire plus",
        "no sleep because of chest pain",
        "no energy fever",
        "not well, fever",
        "fever not going down",
        "chest pain not going away",
        "chest pain no relief",
        "is it normal to have no fever with chest pain",
    ],
)
def test_no_relief_cannot_and_a_second_sign_are_heard(text):
    assert vocabulary.urgent(text) == "emergency"


@pytest.mark.parametrize(
    "text",
    [
        "i had chest pain two years ago, turned out to be myocarditis, is it linked",
        "chest pain 3 years ago",
        "fainted once as a child",
        "when I was a child I had a high fever",
        "I had trouble swallowing last year, it went away",
        "in 2019 I had dark urine after a race",
        "had a fever many years ago",
        "passed out decades ago",
        "years ago I had chest pain",
        "my mother had palpitations ten years ago",
        "tuve fiebre hace dos años",
        "vor drei Jahren hatte ich Fieber",
        "j'avais de la fièvre il y a deux ans",
    ],
)
def test_what_is_long_past_raises_nothing(text):
    assert vocabulary.urgent(text) == ""


@pytest.mark.parametrize(
    "text",
    [
        "chest pain since two years ago",
        "chest pain started a year ago and is worse",
        "diagnosed two years ago, now chest pain",
        "diagnosed two years ago chest pain",
        "had chest pain two years ago and it is back",
        "I had chest pain last year and again today",
        "fever two days ago",
        "fainted last week",
        "stopped steroids a year ago, trouble breathing",
        "dermatomyositis as a child, can't swallow",
        "had dermatomyositis as a child and cannot breathe",
        "had myositis two years ago, chest pain",
    ],
)
def test_what_began_long_ago_and_goes_on_is_heard(text):
    assert vocabulary.urgent(text) == "emergency"


@pytest.mark.parametrize(
    "text",
    [
        "how do you spell dysphagia",
        "disfagia / dysfagia / how do you spell it swalowing",
        "dysphagia how do you spell it swallowing",
        "what does dysphagia mean",
        "dysphagia meaning",
        "define anaphylaxis",
        "meaning of palpitations",
        "how is dysphagia pronounced",
        "spelling of palpitations",
        "what is dysphagia",
        "qué significa disfagia",
        "was bedeutet Dysphagie",
        "right now",
        "CAR-T for myositis that's open right now, USA or Canada",
    ],
)
def test_a_question_about_a_word_raises_nothing(text):
    assert vocabulary.urgent(text) == ""


@pytest.mark.parametrize(
    "text",
    [
        "what does it mean if I can't swallow",
        "what does chest pain mean",
        "dysphagia and I am choking, what does it mean",
        "what is this chest pain",
        "what does it mean when breathing is hard",
        "dysphagia getting worse",
    ],
)
def test_a_question_about_a_sign_is_heard(text):
    assert vocabulary.urgent(text) == "emergency"


def test_every_sign_that_words_tell_of_is_on_the_scale():
    assert set(urgency.named_signs()) <= set(triage.SIGNS)


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("one leg swollen and painful after infusion", "leg"),
        ("my calf is swollen and hot since my IVIG yesterday", "leg"),
        ("pierna hinchada y roja después de la infusión", "leg"),
        ("mein linkes Bein ist dick und rot nach der Infusion", "leg"),
        ("une jambe gonflée et douloureuse depuis la perfusion", "leg"),
        ("my right leg ballooned up and aches after the plane", "leg"),
        ("a perna dela inchou e está vermelha", "leg"),
        ("hives and wheezing 10 minutes into my infusion", "infusion"),
        ("BP crashed during ivig what do i do", "infusion"),
        ("Schüttelfrost während der Infusion", "infusion"),
        ("mein Sohn kann nicht mehr laufen seit der Grippe", "weaker"),
        ("papa est tombé et ne peut pas se relever", "fall"),
        ("missed my period and take methotrexate", "pregnant-medicine"),
        ("nurse: patient shivering hypotensive 20 min into IVIG", "infusion"),
        ("blood pressure dropping during rituximab infusion", "infusion"),
        ("toddler leg pain wont walk after flu", "weaker"),
        ("2 year old refuses to walk since flu, calves hurt", "weaker"),
        ("husband fell cant get him up off the floor IBM", "fall"),
        ("dad is on the floor, we can't lift him", "fall"),
        ("mi marido está en el suelo y no puede levantarse", "fall"),
        ("Kind kann Kopf nicht mehr heben", "weaker"),
        ("I wake up gasping when lying flat", "night-breathing"),
        ("im pregnant and on methotrexate", "pregnant-medicine"),
        ("schwanger und nehme Methotrexat", "pregnant-medicine"),
        ("choking on food IBM what to do right now", "choking"),
        ("classmate has chickenpox daughter on methotrexate", "virus"),
        ("I take rituximab and my brother got shingles", "virus"),
        ("measles exposure on prednisone", "virus"),
        ("kind nimmt methotrexat windpocken in der schule", "virus"),
        ("falta de ar e febre dermatomiosite", "breathing"),
    ],
)
def test_the_line_that_fits_comes_first(text, sign):
    assert vocabulary.urgent(text) == "emergency"
    assert urgency.lines(text)[0] == sign


@pytest.mark.parametrize(
    "text",
    [
        "exercises to get up off the floor after a fall",
        "high blood pressure from prednisone",
        "infusion pump pressure settings for Hizentra",
        "when will my child walk normally after treatment",
        "fell behind on bills",
        "lying flat for MRI",
        "how long after methotrexate can I get pregnant",
        "caídas frecuentes miositis",
        "husband cannot get out of a chair anymore IBM",
        "can't get up from the toilet",
        "cómo levantarse del suelo después de una caída",
        "lift chair that helps you stand up",
        "does IVIG lower blood pressure",
        "low blood pressure medicine and myositis",
        "toddler with juvenile dermatomyositis starting nursery",
        "does my child need a wheelchair if he cannot walk far",
        "one leg thinner than the other",
        "chickenpox vaccine on methotrexate",
        "had chickenpox as a child, can I take rituximab",
        "is shingles common with prednisone",
        "emergency fund help paying hospital bill",
        "choking prevention exercises for inclusion body",
        "how to prevent choking with IBM",
        "swollen legs from prednisone",
        "do trials need a pregnancy test",
        "planning to get pregnant on methotrexate",
        "my wife is pregnant and I take methotrexate",
    ],
)
def test_what_only_looks_like_it_raises_nothing(text):
    assert vocabulary.urgent(text) == ""


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("my husband has polymyositis and he is breathing fast", "breathing"),
        ("her breathing is fast and shallow", "breathing"),
        ("his lips look grey", "breathing"),
        ("lips turned bluish", "breathing"),
        ("labios azules", "breathing"),
        ("my lips are swollen after rituximab", "allergy"),
        ("tongue swelling since the infusion", "allergy"),
        ("food gets stuck halfway", "swallowing"),
        ("bits of chicken lodge in my gullet", "swallowing"),
        ("accidentally gave my girl methotrexate on monday and tuesday", "methotrexate-days"),
        ("13 yo jdm vomiting blood", "child-gut"),
        ("meat sticks in my throat", "swallowing"),
        ("la comida se atora", "swallowing"),
        ("my daughter 7 jdm bad tummy pain and black poop", "child-gut"),
        ("mein Kind hat Blut im Stuhl", "child-gut"),
        ("me falta el aire y tengo anti MDA5", "lungs-mda5"),
        ("antisynthetase and short of breath", "lungs-mda5"),
        ("Schüttelfrost und Fieber unter Methotrexat und Cortison", "fever-danger"),
        ("shivering with a fever on mycophenolate", "fever-danger"),
        ("shingles blisters near my eye on methotrexate", "virus"),
        ("blisters on one side of my ribs, on cellcept, is it shingles", "virus"),
        ("shingles on prednisone", "virus"),
        ("kid on mtx sat next to a boy with chickenpox", "virus"),
        ("we think baby brother has measles and my son takes cellcept", "virus"),
        ("swallowed tablet wedged halfway down", "swallowing"),
        ("breath comes fast and shallow since last night", "breathing"),
        ("fever 39.2 on rituximab and prednisone what do i do", "fever"),
        ("ran out of prednisone 4 days ago throwing up dizzy", "adrenal"),
        ("stopped prednisone last week, so weak and dizzy", "adrenal"),
        ("estoy vomitando y tomo cortisona", "adrenal"),
        ("son 6 jdm terrible tummy ache and blood in poop", "child-gut"),
    ],
)
def test_the_line_for_what_was_typed_comes_first(text, first):
    assert vocabulary.urgent(text) == "emergency"
    assert urgency.lines(text)[0] == first


@pytest.mark.parametrize(
    "text",
    [
        "is it an emergency if he misses one dose of azathioprine",
        "urgent? forgot my methotrexate injection",
        "missed one pill of cellcept is that an emergency",
        "trials that exclude shortness of breath",
        "which studies accept swallowing problems",
        "studies with dysphagia as an exclusion criterion",
        "choking up every time i talk about my diagnosis",
        "I get choked up about it",
        "emergency card for steroids",
        "faint SAE band on blot",
        "emergency dentist and prednisone",
        "had chickenpox as a child, now on methotrexate",
        "emergency savings for sick leave",
        "missed methotrexate by mistake",
        "emergency letter for adrenal insufficiency",
        "does prednisone cause vomiting",
        "feeling dizzy on prednisone",
        "faint purple rash, steroids",
        "daughter has a tummy ache before school",
        "shingles vaccine on methotrexate",
        "does rituximab cause shingles",
        "emergency bracelet adrenal",
        "stuck with food stamps",
        "swollen glands in my throat",
        "purple eyelids and red knuckles",
        "I am not short of breath, mda5",
    ],
)
def test_what_only_sounds_urgent_raises_nothing(text):
    assert vocabulary.urgent(text) == ""


@pytest.mark.parametrize(
    "text",
    [
        "emergency! missed prednisone for 3 days",
        "do trials exclude me, I am short of breath",
        "my mom cannot swallow, would a study accept her",
        "choking up my food",
        "choking on pills",
        "missed a dose of azathioprine and now I have a fever",
    ],
)
def test_a_harmless_question_does_not_hide_an_urgent_one(text):
    assert vocabulary.urgent(text) == "emergency"


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("terrible stomach pain on prednisone", "belly"),
        ("severe belly pain, I take Xeljanz, no fever", "belly"),
        ("dolor muy fuerte de barriga y tomo cortisona", "belly"),
        ("starke Bauchschmerzen unter Kortison", "belly"),
        ("I take ibuprofen and have sudden awful abdominal pain", "belly"),
        ("throwing up blood", "bleeding"),
        ("my vomit looks like coffee grounds", "bleeding"),
        ("ich erbreche Kaffeesatz", "bleeding"),
        ("shaking chills on rituximab no fever", "fever-danger"),
        ("suddenly very sick and I take cellcept", "fever-danger"),
        ("escalofríos y tomo prednisona", "fever-danger"),
        ("took methotrexate daily by mistake and now mouth sores", "methotrexate-sick"),
        ("skin is peeling after starting bactrim", "drug-rash"),
        ("blisters in my mouth since taking an antibiotic", "drug-rash"),
        ("rash and fever after starting a new medicine", "drug-rash"),
        ("new rash since I started hydroxychloroquine", "new-rash"),
        ("one side of my face is drooping", "stroke"),
        ("suddenly slurred speech", "stroke"),
        ("sudden weakness on one side", "stroke"),
        ("plötzlich hängt der Mundwinkel", "stroke"),
        ("very thirsty and peeing all the time on prednisone", "sugar"),
        ("thirsty, sleepy and vomiting on prednisone", "sugar-danger"),
        ("IBM with a chest infection", "cough-weak"),
        ("dad has inclusion body myositis and a wet cough", "cough-weak"),
        ("belly is rock hard and very painful, takes steroids", "belly"),
        ("mal au ventre terrible sous cortisone", "belly"),
        ("dor de barriga muito forte, tomo prednisona", "belly"),
        ("shaking like a leaf with chills and I'm on rituximab", "fever-danger"),
        ("headache and can't touch my chin to my chest", "stiff-neck"),
        ("sores in my mouth and a rash after starting allopurinol", "drug-rash"),
        ("my face swelled up and I have a rash since the new pills", "drug-rash"),
        ("broke out in a rash after my first dose of methotrexate", "new-rash"),
        ("left side of his face fell", "stroke"),
        ("right arm suddenly went numb", "stroke"),
        ("could this be a stroke", "stroke"),
        ("blurry vision and thirsty on prednisone", "sugar"),
        ("sugar is 450 on prednisone and I feel sleepy", "sugar-danger"),
        ("dad with IBM has a cold that went to his chest", "cough-weak"),
        ("clumsy and mixing up words for weeks, on rituximab", "brain-infection"),
        ("my wife is on cellcept and not herself, memory loss", "brain-infection"),
        ("could this be PML", "brain-infection"),
        ("got the flu on methotrexate", "virus"),
        ("tested positive for covid and I take rituximab", "virus"),
        ("my 15 year old missed her period and takes methotrexate", "pregnant-medicine"),
        ("daughter with jdm on mycophenolate is pregnant", "pregnant-medicine"),
    ],
)
def test_harm_from_medicines_and_a_stroke_are_heard(text, sign):
    assert vocabulary.urgent(text) == "emergency"
    assert sign in urgency.lines(text)


@pytest.mark.parametrize(
    "text",
    [
        "does prednisone cause stomach pain",
        "mild stomach pain from prednisone",
        "bad back pain on prednisone",
        "bad day on steroids, gut feeling",
        "can methotrexate cause chills as a side effect",
        "peeling hands from dermatomyositis",
        "blisters from new shoes",
        "does hydroxychloroquine cause a rash",
        "rash got better after starting hydroxychloroquine",
        "new drug for the rash of dermatomyositis",
        "methotrexate and mouth sores",
        "stroke risk with JAK inhibitors",
        "moon face from prednisone, my smile looks crooked in photos",
        "I cant talk to my husband suddenly",
        "does prednisone make you thirsty",
        "how to prevent pneumonia in IBM",
        "pneumonia vaccine inclusion body",
        "chills after flu vaccine on methotrexate",
        "weak arm on one side since birth",
        "does IVIG cause a stroke",
        "stiff neck muscles in the morning",
        "coffee grounds for the garden",
        "does rituximab cause memory loss",
        "what is PML",
        "risk of PML with mycophenolate",
        "brain fog on methotrexate",
        "clumsy since childhood",
        "covid antibodies positive after rituximab",
        "had the flu last winter, now on prednisone",
        "balance exercises while on azathioprine",
    ],
)
def test_a_question_about_such_harm_raises_nothing(text):
    assert vocabulary.urgent(text) == ""


@pytest.mark.parametrize(
    "text",
    [
        "kein Antrieb mehr, alles sinnlos",
        "das Leben hat keinen Sinn mehr",
        "la vida no tiene sentido",
        "life has no meaning since the diagnosis",
        "I have nothing to live for",
        "a vida não tem sentido",
    ],
)
def test_that_life_has_no_meaning_is_heard(text):
    assert vocabulary.urgent(text) == "self_harm"


@pytest.mark.parametrize(
    "text",
    [
        "my pee is the colour of coke",
        "pee looks like cola",
        "urine like strong tea",
        "tea coloured urine since yesterday",
        "my wee is rust coloured",
        "urine has turned brown",
        "I'm peeing something like coffee",
        "he is peeing the color of tea and cannot get up",
        "mi orina es como coca cola",
        "Urin wie Cola",
        "pipi couleur coca",
        "xixi cor de coca",
    ],
)
def test_urine_of_the_color_of_another_drink_is_heard(text):
    assert vocabulary.urgent(text) == "emergency"
    assert urgency.lines(text)[0] == "dark-urine"


@pytest.mark.parametrize(
    "text",
    [
        "temperature 39.2 on methotrexate",
        "my temp is 101 and I take rituximab",
        "temp of 38.5 should I call",
        "102 degrees since last night on CellCept",
        "running a temp on azathioprine",
        "thermometer says 101.5, on azathioprine",
        "39.4 since last night, I take rituximab",
        "temperatura de 39 con metotrexato",
        "Temperatur 38,7 unter Rituximab",
    ],
)
def test_a_temperature_is_a_fever_by_its_number_alone(text):
    assert vocabulary.urgent(text) == "emergency"
    assert "fever" in urgency.lines(text)


@pytest.mark.parametrize(
    "text",
    [
        "can I drink coke with methotrexate",
        "does tea make you pee more",
        "pee looks like wine after beetroot",
        "urine test for a study",
        "my pee is not dark",
        "store methotrexate at what temperature",
        "room temperature 40 minutes before injection",
        "40 degrees outside, is the sun bad for my rash",
        "is 39 too old for juvenile myositis",
        "temperature is 36.6 on methotrexate",
        "weigh 101.5 pounds on prednisone",
        "creatinine 100.9 on tacrolimus",
        "37.2 on methotrexate",
        "prednisone 40 mg and low temperature",
        "the studies exclude a temperature above 38",
    ],
)
def test_drinks_and_other_temperatures_raise_nothing(text):
    assert vocabulary.urgent(text) == ""


@pytest.mark.parametrize(
    "text",
    [
        "Tecentriq muscle weakness eyelids",
        "on Opdivo and so weak I cannot lift my arms",
        "keytruda and double vision",
        "dad is on immunotherapy and his heart is racing",
        "Muskelschwäche unter Immuntherapie",
        "faiblesse sous immunothérapie",
    ],
)
def test_signs_on_cancer_immunotherapy_are_heard(text):
    assert vocabulary.urgent(text) == "emergency"
    assert "checkpoint" in urgency.lines(text)


@pytest.mark.parametrize(
    "text",
    [
        "what is immunotherapy",
        "Keytruda caused myositis",
        "does Opdivo cause myositis",
        "trials of immunotherapy in people with weakness",
        "immunotherapy side effects",
        "no weakness on keytruda",
    ],
)
def test_questions_about_immunotherapy_raise_nothing(text):
    assert vocabulary.urgent(text) == ""


@pytest.mark.parametrize(
    "text",
    [
        "no me llega el aire",
        "no jalo aire",
        "me quedo sin aliento",
        "respiro con dificultad",
        "se está asfixiando",
        "no puedo pasar saliva",
        "me atraganté con un trozo de carne",
        "me aprieta el pecho",
        "tengo taquicardia",
        "el corazón me late muy rápido",
        "me está dando un infarto",
        "perdí el conocimiento",
        "de repente no tengo fuerza",
        "no puedo mover las piernas",
        "se me cae la cabeza",
        "la orina me sale negra",
        "toso sangre",
        "hago popó negro",
        "mi hija tiene calentura",
        "se me hinchó la lengua",
        "se le cae el párpado",
        "se le torció la boca",
        "creo que es una crisis suprarrenal",
        "tomo prednisona y no paro de vomitar",
    ],
)
def test_everyday_spanish_for_a_sign_is_heard(text):
    assert vocabulary.urgent(text) == "emergency"


@pytest.mark.parametrize(
    "text",
    [
        "je suis à bout de souffle",
        "gêne respiratoire",
        "oppression dans la poitrine",
        "mon cœur s’emballe",
        "mon coeur bat très vite",
        "je suis tombée dans les pommes",
        "il a perdu connaissance",
        "il fait un malaise",
        "je n'ai plus de force d'un coup",
        "je ne peux plus bouger les jambes",
        "je m'étrangle en mangeant",
        "selles noires",
        "je crache du sang",
        "ma gorge se ferme",
        "je vois double",
        "paupière qui tombe",
        "sa bouche est de travers",
        "j'ai 39 de température",
        "j'ai la grippe et je prends du méthotrexate",
        "on appelle le samu ou pas",
    ],
)
def test_everyday_french_for_a_sign_is_heard(text):
    assert vocabulary.urgent(text) == "emergency"


@pytest.mark.parametrize(
    "text",
    [
        "ich kriege kaum Luft",
        "mir bleibt die Luft weg",
        "ich ringe nach Luft",
        "das Atmen fällt mir schwer",
        "Schnappatmung",
        "mein Kind atmet nicht",
        "außer Atem",
        "Engegefühl in der Brust",
        "Herzrasen",
        "mein Herz stolpert",
        "habe ich einen Herzinfarkt",
        "bewusstlos",
        "plötzlich verwirrt",
        "plötzlich keine Kraft mehr",
        "kann meine Beine nicht bewegen",
        "Urin ist dunkel",
        "ich spucke Blut",
        "Teerstuhl",
        "ich sehe doppelt",
        "hängendes Augenlid",
        "habe ich einen Schlaganfall",
        "Krankenwagen rufen",
        "Nebennierenkrise",
        "ich habe Corona und nehme Rituximab",
    ],
)
def test_everyday_german_for_a_sign_is_heard(text):
    assert vocabulary.urgent(text) == "emergency"


@pytest.mark.parametrize(
    "text",
    [
        "não tô conseguindo respirar",
        "não estou a conseguir engolir",
        "meu filho não respira",
        "estou sem fôlego",
        "respiração ofegante",
        "aperto no peito",
        "meu peito dói",
        "coração disparado",
        "desmaiou agora",
        "perdi os sentidos",
        "fraqueza de repente",
        "engasguei com a comida",
        "a comida não desce",
        "xixi escuro",
        "tosse com sangue",
        "sangue no cocô",
        "fezes pretas",
        "garganta fechando",
        "vejo dobrado",
        "pálpebra caída",
        "é um AVC",
        "ligar para o samu",
        "cobreiro e tomo metotrexato",
    ],
)
def test_everyday_portuguese_for_a_sign_is_heard(text):
    assert vocabulary.urgent(text) == "emergency"


@pytest.mark.parametrize(
    "text",
    [
        "tarjeta de emergencia para esteroides",
        "vivo sin aire acondicionado",
        "análisis de sangre y tos",
        "me ahogo en deudas",
        "urgencia urinaria",
        "no quiero seguir tomando cortisona",
        "sin taquicardia ni fiebre",
        "respiro sin dificultad",
        "no tengo falta de aire",
        "sin falta de aire",
        "riesgo de infarto con miositis",
        "quiero desaparecer las manchas de la piel",
        "mi orina no es oscura",
        "es un derrame pleural",
        "carte d'urgence pour la cortisone",
        "prise de sang et toux",
        "je respire plus facilement",
        "comment éviter les fausses routes",
        "pas de tachycardie",
        "je ne vois pas double",
        "risque d'infarctus",
        "Verschlucken vorbeugen",
        "Blut abgenommen, Husten",
        "ich will nicht mehr Methotrexat nehmen",
        "kein Herzrasen",
        "Urin ist nicht dunkel",
        "Risiko für Schlaganfall",
        "Atemübungen",
        "ich kann nicht mehr arbeiten",
        "casa sem ar condicionado",
        "passei um sufoco para conseguir o remédio",
        "exame de sangue e tosse",
        "evitar engasgos",
        "sem falta de ar",
        "não tenho palpitações",
        "não trabalho e respiro bem",
        "risco de AVC",
        "como conseguir respirar melhor",
        "estou conseguindo engolir melhor",
        "urgência urinária",
    ],
)
def test_harmless_neighbors_in_other_languages_raise_nothing(text):
    assert vocabulary.urgent(text) == ""


@pytest.mark.parametrize(
    "text",
    [
        "me quiero matar",
        "me voy a matar",
        "pensamientos suicidas",
        "prefiero estar muerta",
        "estoy cansada de vivir",
        "j'ai des idées suicidaires",
        "je voudrais mourir",
        "j'ai envie de me faire du mal",
        "je pense à mettre fin à mes jours",
        "ich bringe mich um",
        "ich habe Selbstmordgedanken",
        "ich will mir etwas antun",
        "wäre lieber tot",
        "lebensmüde",
        "vou me matar",
        "quero me suicidar",
        "não aguento mais viver",
        "acabar com a minha vida",
    ],
)
def test_despair_in_everyday_words_of_other_languages_is_heard(text):
    assert vocabulary.urgent(text) == "self_harm"
