package org.throughline.standalone.demonstration;

import java.util.List;
import org.throughline.events.PersonName;

/** Names as people in a city have them, in the scripts they write them in. Any likeness to a person is chance. */
final class Names {
    /** Right to left, and with a picture: pages must cope with both, so they are always there. */
    static final List<PersonName> DEMANDING = List.of(
            new PersonName("Sunny 🌻", "Kowalczyk"),
            new PersonName("ليلى", "الحسيني"),
            new PersonName("נועם", "בן־דוד"),
            new PersonName("Zoë 👩🏽‍🎤", "O’Shaughnessy-Þórsdóttir"));

    private record Tradition(double weight, List<String> given, List<String> family) {}

    private static final List<Tradition> TRADITIONS = List.of(
            new Tradition(
                    42,
                    List.of(
                            "Alex", "Brianna", "Caleb", "Deja", "Ethan", "Faith", "Grant", "Hailey", "Isaac", "Jasmine",
                            "Kyle", "Latoya", "Marcus", "Nora", "Owen", "Paige", "Quinn", "Rosa", "Shawn", "Tessa"),
                    List.of(
                            "Abbott",
                            "Barnes",
                            "Carver",
                            "Dawson",
                            "Ellis",
                            "Fletcher",
                            "Gaines",
                            "Holt",
                            "Ingram",
                            "Jefferson",
                            "Keller",
                            "Lowery",
                            "Maddox",
                            "Norris",
                            "Pruitt",
                            "Ramsey",
                            "Sutton",
                            "Tillman",
                            "Vaughn",
                            "Whitaker")),
            new Tradition(
                    20,
                    List.of(
                            "Alejandra",
                            "Benjamín",
                            "Camila",
                            "Damián",
                            "Esperanza",
                            "Facundo",
                            "Guadalupe",
                            "Íñigo",
                            "Joaquín",
                            "Lucía",
                            "Martín",
                            "Núria"),
                    List.of(
                            "Aguilar Peña",
                            "Benítez",
                            "Castañeda",
                            "Domínguez",
                            "Echeverría",
                            "Fuentes",
                            "Gálvez",
                            "Ibáñez",
                            "Muñoz",
                            "Ordóñez",
                            "Quiñones",
                            "Zúñiga")),
            new Tradition(
                    6,
                    List.of("An", "Bảo", "Đức", "Hương", "Khánh", "Linh", "Ngọc", "Thảo"),
                    List.of("Nguyễn", "Trần", "Lê", "Phạm", "Huỳnh", "Võ", "Đặng")),
            new Tradition(
                    5,
                    List.of("أحمد", "فاطمة", "يوسف", "مريم", "خالد", "سارة"),
                    List.of("الخطيب", "منصور", "حداد", "النجار", "العلي")),
            new Tradition(3, List.of("דניאל", "שירה", "יעל", "אורי", "תמר"), List.of("כהן", "לוי", "מזרחי", "פרידמן")),
            new Tradition(5, List.of("伟", "芳", "小明", "静怡", "志强", "雅婷"), List.of("王", "李", "张", "陈", "欧阳", "林")),
            new Tradition(3, List.of("さくら", "健太", "美咲", "翔太"), List.of("佐藤", "鈴木", "高橋", "田中")),
            new Tradition(3, List.of("민준", "서연", "지훈", "하은"), List.of("김", "이", "박", "최")),
            new Tradition(4, List.of("आरव", "प्रिया", "रोहन", "अनन्या"), List.of("शर्मा", "पटेल", "सिंह", "गुप्ता")),
            new Tradition(
                    4,
                    List.of("Олена", "Тарас", "Софія", "Дмитро", "Наталья"),
                    List.of("Шевченко", "Коваленко", "Бондаренко", "Лебедева")),
            new Tradition(2, List.of("Ελένη", "Γιώργος", "Σοφία"), List.of("Παπαδόπουλος", "Νικολαΐδη")),
            new Tradition(2, List.of("አበበ", "ሳባ", "ዳዊት"), List.of("ተስፋዬ", "ገብረማርያም")),
            new Tradition(1, List.of("สมชาย", "มาลี"), List.of("ศรีสุข", "วงศ์ไทย")));

    private static final double[] WEIGHTS =
            TRADITIONS.stream().mapToDouble(Tradition::weight).toArray();

    private Names() {}

    static PersonName draw(Chance chance) {
        var tradition = TRADITIONS.get(chance.weighted(WEIGHTS));
        return new PersonName(chance.oneOf(tradition.given()), chance.oneOf(tradition.family()));
    }
}
