package scan

import (
	"slices"
	"strings"
)

// longestCard. Unit: digits.
const longestCard = 19

// findPersonal is everything about persons in a plain text, in order of the places. Only classes that are on.
func (s *Scanner) findPersonal(plain string, spans []Span) []Span {
	if !s.personal {
		return spans
	}
	text := &reader{text: plain}
	covered := 0
	for index := 0; index < len(plain); index++ {
		index = max(index, covered)
		if index >= len(plain) {
			break
		}
		code := int(plain[index])
		begins := !isAlphanumeric(text.at(index - 1))
		var span Span
		found := false
		switch {
		case code == '@':
			if s.on[email] {
				span, found = emailAt(text, index, covered)
			}
		case begins && isUpper(code) && isUpper(text.at(index+1)):
			if s.on[iban] {
				span, found = ibanAt(text, index)
			}
		case begins && (isDigit(code) || code == '+' || code == '('):
			span, found = s.numbers(text, index)
		}
		if found {
			spans = append(spans, span)
			covered = span.End
		}
	}
	return spans
}

// personalNumber: whether the digits of a number are a card by themselves.
func (s *Scanner) personalNumber(digits string) bool {
	return s.on[card] && len(digits) >= 12 && len(digits) <= longestCard && !strings.Contains(digits, ".") && isCard(digits)
}

func (s *Scanner) numbers(text *reader, start int) (Span, bool) {
	if s.on[card] {
		if span, found := cardAt(text, start); found {
			return span, true
		}
	}
	if s.on[nationalID] && isDigit(text.at(start)) {
		if span, found := socialSecurity(text, start); found {
			return span, true
		}
	}
	if s.on[phone] {
		return phoneAt(text, start)
	}
	return Span{}, false
}

// cardAt is a card whose digits stand in groups, with one blank or hyphen between them; the longest that is one.
func cardAt(text *reader, start int) (span Span, found bool) {
	var digits [longestCard]byte
	count := 0
	for index := start; count < longestCard; {
		code := text.at(index)
		if isDigit(code) {
			digits[count] = byte(code)
			count++
			index++
			if count >= 12 && !isAlphanumeric(text.at(index)) && isCard(string(digits[:count])) {
				span, found = Span{start, index, card}, true
			}
		} else if (code == ' ' || code == '-') && isDigit(text.at(index+1)) && index > start {
			index++
		} else {
			break
		}
	}
	return span, found
}

// isCard: issuer's beginning, a length it issues, and the check digit of Luhn.
func isCard(digits string) bool {
	length := len(digits)
	for index := range length {
		if !isDigit(int(digits[index])) {
			return false
		}
	}
	four := 0
	for index := range 4 {
		four = four*10 + int(digits[index]-'0')
	}
	two := four / 100
	issued := (digits[0] == '4' && (length == 13 || length == 16 || length == 19)) ||
		(((two >= 51 && two <= 55) || (four >= 2221 && four <= 2720)) && length == 16) ||
		((two == 34 || two == 37) && length == 15) ||
		((two == 36 || two == 38 || (four >= 3000 && four <= 3059)) && length >= 14 && length <= 19) ||
		((four == 6011 || two == 65 || (four >= 6440 && four <= 6499) || two == 62) && length >= 16) ||
		(four >= 3528 && four <= 3589 && length >= 16) ||
		((two == 50 || (two >= 56 && two <= 58) || two == 63 || two == 67) && length >= 12)
	return issued && luhn(digits)
}

func luhn(digits string) bool {
	sum := 0
	for index := range len(digits) {
		digit := int(digits[len(digits)-1-index] - '0')
		if index%2 == 1 {
			digit *= 2
		}
		if digit > 9 {
			digit -= 9
		}
		sum += digit
	}
	return sum%10 == 0
}

// socialSecurity is a United States social security number, `AAA-GG-SSSS`, within the ranges that are given out.
func socialSecurity(text *reader, start int) (Span, bool) {
	id := text.slice(start, start+11)
	if len(id) != 11 || (id[3] != '-' && id[3] != ' ') || id[6] != id[3] {
		return Span{}, false
	}
	for index := range len(id) {
		if index != 3 && index != 6 && !isDigit(int(id[index])) {
			return Span{}, false
		}
	}
	if isAlphanumeric(text.at(start+11)) || text.at(start-1) == '-' {
		return Span{}, false
	}
	area, group, serial := id[:3], id[4:6], id[7:]
	given := area != "000" && area != "666" && area < "900" && group != "00" && serial != "0000"
	return Span{start, start + 11, nationalID}, given
}

func isGroupSign(code int) bool { return code == ' ' || code == '-' || code == '.' }

// phoneAt is `+` and 8 to 15 digits, or digits in groups as countries write them. Dates, times and addresses have other
// groups.
func phoneAt(text *reader, start int) (Span, bool) {
	if text.at(start) == '+' {
		end := text.runEnd(start+1, func(code int) bool {
			return isDigit(code) || isGroupSign(code) || code == '(' || code == ')'
		}, 24)
		for end > start && !isDigit(text.at(end-1)) {
			end--
		}
		digits := 0
		for index := start; index < end; index++ {
			if isDigit(text.at(index)) {
				digits++
			}
		}
		return Span{start, end, phone}, digits >= 8 && digits <= 15 && !isAlphanumeric(text.at(end))
	}
	// The tail of a longer row of digits is no number by itself.
	if before := text.at(start - 1); before == '-' || before == '.' || (before == ' ' && isDigit(text.at(start-2))) {
		return Span{}, false
	}
	area := text.at(start) == '('
	index := start
	if area {
		index++
	}
	var groups [6]int
	count, dots := 0, 0
	for {
		end := text.runEnd(index, isDigit, 6)
		groups[count] = end - index
		count++
		index = end
		if area && count == 1 {
			if text.at(index) != ')' {
				return Span{}, false
			}
			index = text.runEnd(index+1, func(code int) bool { return code == ' ' }, 1)
			if !isDigit(text.at(index)) {
				return Span{}, false
			}
		} else if isGroupSign(text.at(index)) && isDigit(text.at(index+1)) && count < len(groups) {
			if text.at(index) == '.' {
				dots++
			}
			index++
		} else {
			break
		}
	}
	if isAlphanumeric(text.at(index)) && text.at(index) != 'x' {
		return Span{}, false
	}
	return Span{start, index, phone}, isPhone(groups[:count], area, text.at(start) == '0', dots)
}

func isPhone(groups []int, area, zero bool, dots int) bool {
	digits, shortest, longest := 0, 9, 0
	for _, length := range groups {
		digits += length
		shortest, longest = min(shortest, length), max(longest, length)
	}
	if len(groups) < 2 || digits < 8 || digits > 13 || (shortest < 2 && digits < 11) {
		return false
	}
	// A date, a social security number that nobody has, or the address of a machine.
	if slices.Equal(groups, []int{3, 2, 4}) {
		return false
	}
	if (groups[0] == 4 && groups[1] == 2) || (dots == 3 && len(groups) == 4 && groups[0] < 4 && !zero) {
		return false
	}
	return area || zero || (len(groups) > 2 && longest < 5)
}

// ibanAt is two letters, two check digits, and up to 30 more, in groups or not; the remainder of 97 is 1.
func ibanAt(text *reader, start int) (Span, bool) {
	var compact [34]byte
	count, index, end := 0, start, start
	for count < len(compact) {
		code := text.at(index)
		if isUpper(code) || isDigit(code) {
			compact[count] = byte(code)
			count++
			index++
			end = index
		} else if code == ' ' && count%4 == 0 && isAlphanumeric(text.at(index+1)) {
			index++
		} else {
			break
		}
	}
	for ; count >= 15; count-- {
		if remainder97(compact[:count]) == 1 {
			return Span{start, endOf(text, start, count), iban}, true
		}
		if count%4 != 0 && !isAlphanumeric(text.at(end)) {
			break
		}
	}
	return Span{}, false
}

func endOf(text *reader, start, length int) int {
	index := start
	for seen := 0; seen < length; index++ {
		if text.at(index) != ' ' {
			seen++
		}
	}
	return index
}

func remainder97(iban []byte) int {
	if !isDigit(int(iban[2])) || !isDigit(int(iban[3])) {
		return 0
	}
	rest := 0
	for index := range iban {
		code := int(iban[(index+4)%len(iban)])
		if isDigit(code) {
			rest = (rest*10 + code - '0') % 97
		} else {
			rest = (rest*100 + code - 55) % 97
		}
	}
	return rest
}

// emailAt is `local@domain.tld`.
func emailAt(text *reader, sign, covered int) (Span, bool) {
	start := max(covered, text.runStart(sign, func(code int) bool {
		return isAlphanumeric(code) || code == '.' || code == '_' || code == '%' || code == '+' || code == '-'
	}, 64))
	end := text.runEnd(sign+1, func(code int) bool { return isAlphanumeric(code) || code == '.' || code == '-' }, 255)
	for end > sign && !isLetter(text.at(end-1)) {
		end--
	}
	dot := text.last('.', sign, end)
	return Span{start, end, email}, start < sign && dot > sign+1 && end-dot > 2
}
