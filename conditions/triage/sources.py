"""Where the signs of trouble and how fast they need help were read."""

EMERGENCIES = "https://www.neas.nhs.uk/patient-info/calling-999/when-to-call-999.aspx"
MUSCLE_BREAKDOWN = "http://www.fairview.org/espanol/BibliotecadeSalud/art%C3%ADculo/116476EN"
ALLERGY = "https://g-care.glos.nhs.uk/pathway/124/resource/11"
SEPSIS = "https://www.berstedgreensurgery.nhs.uk/2020/08/25/health-hot-topic-sepsis/"
ADRENAL = "https://www.addisonsdisease.org.uk/emergency"
ADRENAL_TOO = "https://adrenalinsufficiency.org/emergency"
STEROIDS = (
    "https://arthritis.ca/treatment/medication/medication-reference-guide/medications/prednisone"
)
FEVER = "https://www.cdc.gov/cancer/preventinfections/fever.htm"
FEVER_AT_NIGHT = "http://www.preventcancerinfections.org/content/discover-3-steps"
INFECTION = "https://cdc.gov/cancer/features/preventing-infections.html"
CHECKPOINT = "https://pmc.ncbi.nlm.nih.gov/articles/PMC8649039"
MDA5 = "https://pmc.ncbi.nlm.nih.gov/articles/PMC8000693"
GUT = "https://www.researchsquare.com/article/rs-34258/v1"
CLOT = "https://www.guysandstthomas.nhs.uk/blood-clots-and-deep-vein-thrombosis/overview"
ARTERY = (
    "https://uhbristol.nhs.uk/patients-and-visitors/your-hospitals/bristol-royal-infirmary/"
    "what-we-do/rheumatology/conditions-we-treat/giant-cell-arteritis"
)
ARTERY_TOO = (
    "https://www.rcplondon.ac.uk/guidelines-policy/diagnosis-and-management-giant-cell-arteritis"
)
METHOTREXATE = (
    "https://gpnotebook.com/pages/dermatology/action-plan-for-side-effects/"
    "pneumonitis?switchLocale=en"
)
SWALLOWING_FLAGS = "https://breatheworks.com/swallowing-trouble-red-flags-medical-attention/"
POLYMYOSITIS = (
    "https://www.mayoclinic.org/diseases-conditions/polymyositis/basics/symptoms/CON-20020710"
)
LUNGS = (
    "https://healthy.kaiserpermanente.org/health-wellness/health-encyclopedia/"
    "he.Interstitial-Lung-Disease-Care-Instructions.zc1925"
)
LUNGS_TOO = "https://www.nationaljewish.org/healthinfo/conditions/ild/symptoms/"
_MAYO = "https://www.mayoclinic.org/diseases-conditions/"
SPREADING_WEAKNESS = _MAYO + "guillain-barre-syndrome/symptoms-causes/syc-20362793"
MYOCARDITIS = _MAYO + "myocarditis/symptoms-causes/syc-20352539"
CONCUSSION = _MAYO + "concussion/symptoms-causes/syc-20355594"
GUT_BLEEDING = _MAYO + "gastrointestinal-bleeding/symptoms-causes/syc-20372729"
EYE = _MAYO + "cataracts/symptoms-causes/syc-20353790"
HEART_FAILURE = _MAYO + "heart-failure/symptoms-causes/syc-20373142"
FLU = _MAYO + "flu/symptoms-causes/syc-20351719"
URINE = _MAYO + "urine-color/symptoms-causes/syc-20367333"
EYE_PAIN = (
    "http://www.mayoclinic.org/symptoms/eye-pain/basics/when-to-see-doctor/sym-20050744"
    "?reDate=26072016"
)
STROKE = "https://torontostrokeprogram.com/patient-information-3/warning-signs/"
MYASTHENIA = "https://myasthenia.org/MG-Community/Managing-Your-MG/MG-Crisis"
HEART_ZONES = (
    "https://www.umms.org/bwmc/health-services/heart-disease/cardiology/conditions/"
    "congestive-heart-failure/self-care/preventive-care/heart-failure-warning-signs-video"
)
DERMATOMYOSITIS = (
    "http://www.mayoclinic.org/diseases-conditions/dermatomyositis/basics/symptoms/con-20020727"
)
MYCOPHENOLATE = (
    "https://www.mayoclinic.org/es-es/drugs-supplements/mycophenolate-intravenous-route/"
    "precautions/drg-20068185"
)
WEAKNESS = "https://www.drugs.com/cg/weakness-aftercare-instructions.html"
WEAKNESS_TOO = (
    "https://myhealth.alberta.ca/Health/aftercareinformation/pages/conditions.aspx?hwid=abq6157"
)
COUGHED_BLOOD = "http://nhs.uk/conditions/coughing-up-blood/pages/introduction.aspx"
BREATH_SUDDEN = "https://www.secamb.nhs.uk/stay-safe-and-cool-in-the-sun/"
SWALLOWING_SELF_CARE = "http://www.nlm.nih.gov/medlineplus/ency/patientinstructions/000065.htm"
IMMUNE = "https://www.healthinfo.org.nz/living-with-immunosuppression.htm"
PREGNANCY = "https://www.inspq.qc.ca/en/tiny-tot/pregnancy/health-during-pregnancy/warning-signs"
CHECKPOINT_CASE = "https://abstracts.acponline.org/Abstract?id=138459"
SCLERODERMA = "https://selfmanagescleroderma.com/lessons/emergencies-1.html"
RHABDOMYOLYSIS = "https://www.cdc.gov/niosh/topics/rhabdo/symptoms.html"
PYOMYOSITIS = "http://www.meb.uni-bonn.de/dtc/primsurg/docbook/html/x1869.html"
HIP = "https://www.hct.nhs.uk/your-healthmanaging-conditions/hip-fractures-1065/"
STATINS = "https://heartfailurematters.org/what-your-doctor-can-do/statins"
CHICKENPOX = "https://apps.nhslothian.scot/refhelp/?p=13203"
MEASLES = "https://www.uhb.nhs.uk/measles"
COVID = "https://nclhealthandcare.org.uk/?p=8596"
BREATHING_MUSCLES = (
    "https://www.musculardystrophyuk.org/support/information/your-condition/breathing"
)
BREATHING_MUSCLES_TOO = (
    "https://www.viemed.com/resources-education/neuromuscular-disease-resources/"
)
HEAR_HER = "https://www.cdc.gov/hearher/resources/news-media/recognizing-urgent-warning-signs.html"
AZATHIOPRINE = (
    "http://www.arthritisresearchuk.org/arthritis-information/drugs/azathioprine/"
    "possible-side-effects.aspx"
)
METHOTREXATE_SIGNS = "https://healthify.nz/medicines-a-z/m/methotrexate"
METHOTREXATE_DAILY = (
    "https://consumermedsafety.org/medication-safety-articles/item/793-even-low-dose-methotrexate-"
    "can-cause-harm-or-death-if-taken-daily-or-with-certain-other-medicines"
)
METHOTREXATE_OVERDOSE = "https://pfizermedicalinformation.ca/methotrexate/overdosage"
SHINGLES = (
    "https://bclung.ca/patient-support/protecting-your-health-infectious-disease/shingles/"
    "seek-medical-help"
)
IVIG = "http://www.immunedisease.com/choosing-a-therapy/how-ivig-works/ivig-side-effects.html"
IVIG_WHEN = (
    "https://igliving.com/BlogEngine/post/IVIG-Side-Effects-When-to-Seek-Medical-Attention.aspx"
)
STIFF_NECK = "https://www.emergencyphysicians.org/article/know-when-to-go/fever"
PREGNANCY_MEDICINES = "https://www.edrheum.org/pregnancy-dmards-and-biologic-therapies"
CANCER = "http://nhs.uk/Livewell/preventing-cancer/Pages/know-your-body.aspx"
CANCER_TOO = (
    "https://www.tenovuscancercare.org.uk/support-and-information/information-about-cancer/"
    "cancer-signs-and-symptoms"
)
STEROIDS_EYES = "http://www.geteyesmart.org/eyesmart/diseases/how-to-take-steroid-tablets.cfm"
STEROIDS_CALL = "https://www.drugs.com/uk/precortisyl-forte-tablets-25mg-leaflet.html"
INFUSION = (
    "https://www.mayoclinic.org/drugs-supplements/rituximab-intravenous-route/precautions/"
    "drg-20068057"
)
INFUSION_PRESSURE = (
    "https://www.medicalalgorithms.com/acute-infusion-reaction-following-infusion-of-intravenous-"
    "immunoglobulin-ivig"
)
BELLY = "https://quarrysidepractice.gp.scot/health-information/stomach-ache-and-abdominal-pain"
BELLY_STEROIDS = "https://pubmed.ncbi.nlm.nih.gov/7425698/?dopt=Abstract"
BELLY_PAINKILLERS = "http://scholars.uab.edu/display/pub722932"
BELLY_JAK = "https://hopkinsarthritis.org/?p=23501"
SEPSIS_IMMUNE = "http://handbook.ggcmedicines.org.uk/guidelines/infections/immunocompromised-patients-with-fever/"
SEPSIS_HOSPITAL = "https://www.stlukesonline.org/health-services/conditions/sepsis"
HEADACHE = (
    "https://mayoclinic.org/symptoms/headache/basics/when-to-see-doctor/sym-20050800"
    "?p=1&reDate=24022024"
)
STROKE_FAST = _MAYO + "stroke/in-depth/health-tip/art-20450579"
STROKE_SIGNS = (
    "https://www.roph.org/clinical-services/emergency-department/related-article/stroke-symptoms"
)
STROKE_JAK = "https://www.arthritis.org/drug-guide/dmards/upadacitinib"
IVIG_CLOTS = "https://www.safemedication.com/drug-library/a/6/2/4/0/a624082"
SKIN_EMERGENCY = (
    "http://www.mayoclinic.org/diseases-conditions/stevens-johnson-syndrome/diagnosis-treatment/"
    "preparing-for-appointment/ptc-20317148"
)
SKIN_DANGER = (
    "https://www.medscape.com/answers/1049474-4549/what-are-the-signs-and-symptoms-of-potentially-"
    "severe-or-life-threatening-drug-eruptions"
)
METHOTREXATE_911 = "https://www.giforkids.com/methotrexate-rheumatrex-or-trexall/"
METHOTREXATE_WEEKLY = (
    "https://gov.uk/drug-safety-update/methotrexate-once-weekly-for-autoimmune-diseases-new-"
    "measures-to-reduce-risk-of-fatal-overdose-due-to-inadvertent-daily-instead-of-weekly-dosing"
)
METHOTREXATE_STOP = (
    "http://www.arthritisresearchuk.org/arthritis-information/drugs/methotrexate/"
    "possible-side-effects.aspx"
)
METHOTREXATE_LABEL = (
    "https://pfizermedicalinformation.com/patient/methotrexate-0/full-patient-information"
)
SUGAR = "https://www2.hse.ie/conditions/type-1-diabetes/blood-glucose/hyperglycaemia/"
SUGAR_COMA = "https://stormontvail.org/health-care-library/m-content/?id=CON-20371484"
CHEST_EARLY = "https://www.duchenneuk.org/breathing-support"
CHEST_IBM = "https://www.mdsa.org.za/Inclusion-Body-Myositis.php"
CHEST_COUGH = "http://www.muscle.ca/keep-coughing-maintaining-respiratory-health-with-neuromuscular-disorders/"
PML_RITUXIMAB = (
    "https://www.mayoclinic.org/drugs-supplements/rituximab-arrx-intravenous-route/precautions/"
    "drg-20506407"
)
PML_MYCOPHENOLATE = (
    "https://betasfda.sfda.gov.sa/en/warnings/"
    "cellcept-and-myfortic-are-associated-development-progressive-multifocal"
)
