-- Begins leases anew. Behind list.lua. ARGV: lease in microseconds; a number of batches; of each its stamp and a mask;
-- then reservations. Returns a mask for each batch, '1' at the place of each job whose lease began anew and '0' where the
-- reservation is no more; then for each other reservation 1 or 0.
local ends = string.format('%.0f', clock() + tonumber(ARGV[1]))

-- Taken away first: a server that is out of memory refuses a script that begins with ZADD.
local function extend(zset, member)
  local held = redis.call('ZREM', zset, member)
  if held == 1 then
    redis.call('ZADD', zset, ends, member)
  end
  return held
end

-- Those who are not extended keep their lease: so the others leave the batch.
local function hold_each(batch, mask, left)
  local all = bodies_of(batch)
  keep(batch, without(left, mask))
  for place in places(mask) do
    if all[place] then
      local id = id_of(batch, place)
      redis.call('HSET', bodies, id, all[place])
      redis.call('ZADD', reserved, ends, id)
    end
  end
end

local function extend_batch(batch, mask)
  local left = live_of(batch) or ''
  if left == mask then
    extend(batches, batch)
    return mask
  end
  local others = without(mask, left)
  local answer, held = mask, without(mask, others)
  for place in places(others) do
    if extend(reserved, id_of(batch, place)) == 0 then
      answer = cleared(answer, place)
    end
  end
  if held == left then
    extend(batches, batch)
  elseif string.find(held, '1', 1, true) then
    hold_each(batch, held, left)
  end
  return answer
end

local answers = {}
local names = 3 + 2 * tonumber(ARGV[2])
for i = 3, names - 1, 2 do
  answers[#answers + 1] = extend_batch(ARGV[i], ARGV[i + 1])
end
for i = names, #ARGV do
  answers[#answers + 1] = extend(reserved, ARGV[i])
end
return answers
