package strongroom.mdm.export;

import java.util.List;

/** What came of reading a file. */
public sealed interface ReadOutcome {

    /** Everything was understood. Everybody and each credential are in it at most once, in the order of the file. */
    record Read(List<DeliveredScope> scopes) implements ReadOutcome {

        /** Copies the list. */
        public Read {
            scopes = List.copyOf(scopes);
        }
    }

    /** Something was not, so nothing is delivered; at least one flaw, at most {@value Gathered#MOST_FLAWS}. */
    record Flawed(List<Flaw> flaws) implements ReadOutcome, CockpitSheet.Reading {

        /** Copies the list. */
        public Flawed {
            flaws = List.copyOf(flaws);
        }
    }
}
