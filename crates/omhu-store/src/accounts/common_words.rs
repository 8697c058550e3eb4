//! Words that passwords are often made of.
//!
//! Owns: the list, of our own making: what people in Danish offices see, are called, and celebrate; and
//! the few English words that passwords are made of everywhere. Must not know: who asks.

use std::collections::BTreeMap;
use std::sync::LazyLock;

/// Few enough to be tried first.
const FIRST: &str = "password pass passord kodeord kode adgangskode adgang velkommen hemmelig hemmelighed login \
    logon admin administrator bruger user guest test tester demo root master letmein welcome secret qwerty \
    iloveyou monkey dragon sunshine princess football hello whatever trustno changeme default system \
    computer internet skift nulstil midlertidig start sommer vinter efterår forår efteraar foraar danmark \
    danish dansk jegelskerdig elsker dig minkode mitpassword hejhej hej";

/// The calendar.
const TIMES: &str = "januar februar marts april maj juni juli august september oktober november december \
    january february march may june july october mandag tirsdag onsdag torsdag fredag lørdag loerdag lordag \
    søndag soendag sondag monday tuesday wednesday thursday friday saturday sunday summer winter spring \
    autumn fall jul julen juleaften nytår nytaar påske paaske pinse ferie sommerferie weekend morgen aften \
    natten dagen ugen måned maaned året aaret";

/// Given names, as they are common here.
const NAMES: &str = "anne anna mette hanne helle susanne lene maria marianne kirsten camilla pia louise \
    charlotte bente karen birthe tina gitte julie dorthe christina lone inge jette rikke ida emma sofia freja \
    clara laura mathilde alma isabella ella agnes olivia nora sofie caroline cecilie line maja sara sarah \
    signe stine trine ulla vibeke peter jens michael lars thomas henrik søren soeren soren christian jan \
    martin niels anders morten jesper hans jørgen joergen jorgen mads rasmus per ole kim mikkel frederik \
    kasper jonas mathias emil william noah oscar oskar lucas lukas victor viktor malthe alfred carl oliver \
    august valdemar magnus simon tobias alexander jakob jacob daniel sebastian philip magne bo erik finn \
    hansen jensen nielsen pedersen andersen christensen larsen sorensen sørensen rasmussen jorgensen jørgensen \
    petersen madsen kristensen olsen thomsen christiansen poulsen johansen moller møller mortensen \
    mohammed ahmed ali fatima";

/// Places.
const PLACES: &str = "københavn koebenhavn kobenhavn copenhagen aarhus århus odense aalborg ålborg esbjerg \
    randers kolding horsens vejle roskilde herning silkeborg næstved naestved fredericia viborg køge koege \
    holstebro taastrup slagelse hillerød hilleroed helsingør helsingoer sønderborg soenderborg svendborg \
    hjørring hjoerring holbæk holbaek frederikshavn nørresundby ringsted haderslev ølstykke skive birkerød \
    farum nyborg kalundborg frederikssund bornholm jylland fyn sjælland sjaelland lolland falster amager \
    nørrebro noerrebro vesterbro østerbro oesterbro sverige norge tyskland europa kommune rådhus raadhus \
    frederiksberg gentofte gladsaxe ballerup gribskov lyngby rødovre tårnby kerteminde middelfart assens \
    faaborg struer lemvig thisted tønder varde billund ikast skanderborg odder favrskov syddjurs norddjurs \
    samsø hedensted";

/// Work, home and play.
const THINGS: &str = "barn børn boern barnet børnene familie familien mor far mormor morfar søster bror hund \
    hunden kat katten kaffe chokolade kage øl rødvin fodbold haandbold håndbold brøndby broendby fck liverpool \
    arsenal chelsea barcelona manchester united realmadrid ronaldo messi batman superman pokemon starwars \
    mercedes porsche ferrari volvo toyota iphone samsung google facebook microsoft windows office outlook \
    excel sagsbehandler rådgiver raadgiver leder chef kontor arbejde arbejdet team teamleder koordinator \
    afdeling forvaltning socialrådgiver underretning sagsnr sikker sikkerhed sol solen sommerhus strand \
    blomst blomster rose roser stjerne engel prinsesse hest heste kanin bamse lego love lovely baby angel \
    flower butterfly purple orange yellow green blue black white red gul grøn blå rød sort hvid lykke \
    glad smuk dejlig god godt nu min mit mine det er den der jeg du vi and the you my is";

/// The words and how many bits each costs: its place among those before it, in effect.
static WORDS: LazyLock<BTreeMap<&'static str, f64>> = LazyLock::new(|| {
    let mut words = BTreeMap::new();
    for (list, bits) in [
        (FIRST, 6.5),
        (TIMES, 7.5),
        (NAMES, 9.0),
        (PLACES, 9.0),
        (THINGS, 9.0),
    ] {
        for word in list.split_whitespace() {
            words.entry(word).or_insert(bits);
        }
    }
    words
});

/// What it costs to try the word, if it is one of the list.
pub(super) fn bits(word: &str) -> Option<f64> {
    WORDS.get(word).copied()
}

/// All of them.
#[cfg(test)]
pub(super) fn all() -> impl Iterator<Item = &'static str> {
    WORDS.keys().copied()
}
